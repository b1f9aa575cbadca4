//! A team of threads that run one function in lockstep. The only file that names rayon.
//!
//! A forward pass enters the team once; the members split the work statically and meet at barriers, so that the
//! order of every floating-point sum is independent of the number of threads.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

/// Polls of the barrier before a waiting member parks: some hundred microseconds. That is longer than waking a parked
/// member takes, or else one that parks makes the next one park in turn; and short against the slice of time that another
/// process takes a core for.
const SPINS: u32 = 200_000;

/// Whether this build can run more than one thread.
const THREADED: bool = cfg!(any(not(target_arch = "wasm32"), feature = "threads"));

/// A fixed number of threads.
pub struct Team {
    size: usize,
    #[cfg(not(target_arch = "wasm32"))]
    pool: Option<rayon::ThreadPool>,
}

impl Team {
    /// A team of `size` threads (at least one): the caller's own and others of a pool. In WebAssembly the global pool must
    /// have been started with one less; a build without threads always has a team of one.
    #[must_use]
    pub fn new(size: usize) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        {
            let pool = (size > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(size - 1).build().ok()).flatten();
            let size = if pool.is_some() { size } else { 1 };
            Self { size, pool }
        }
        #[cfg(target_arch = "wasm32")]
        {
            // Asking rayon for its size would start its pool, so a team of one must not ask.
            let available = if THREADED && size > 1 { rayon::current_num_threads() + 1 } else { 1 };
            Self { size: size.clamp(1, available) }
        }
    }

    /// Number of threads.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Runs `work` once on each member at the same time and returns when all are done.
    pub fn run<F: Fn(&Member<'_>) + Sync>(&self, work: F) {
        let barrier = Barrier::new(self.size);
        if !THREADED || self.size == 1 {
            work(&Member { index: 0, size: 1, barrier: &barrier });
            return;
        }
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(pool) = &self.pool {
            pool.in_place_scope(|scope| self.enter(scope, &work, &barrier));
        }
        #[cfg(target_arch = "wasm32")]
        rayon::in_place_scope(|scope| self.enter(scope, &work, &barrier));
    }

    /// Has the pool's threads do the other members' parts, and does the first one here.
    fn enter<'s, F>(&'s self, scope: &rayon::Scope<'s>, work: &'s F, barrier: &'s Barrier)
    where
        F: Fn(&Member<'_>) + Sync,
    {
        scope.spawn_broadcast(move |_, context| {
            // The pool may be larger than the team: the surplus threads go back to sleep.
            let index = context.index() + 1;
            if index < self.size {
                work(&Member { index, size: self.size, barrier });
            }
        });
        work(&Member { index: 0, size: self.size, barrier });
    }
}

/// One thread's view of the team.
pub struct Member<'a> {
    index: usize,
    size: usize,
    barrier: &'a Barrier,
}

impl Member<'_> {
    /// This member's number, below [`Member::size`].
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// Number of members.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// This member's share of `count` items: contiguous, disjoint, together all of them.
    #[must_use]
    pub fn share(&self, count: usize) -> Range<usize> {
        count * self.index / self.size..count * (self.index + 1) / self.size
    }

    /// Waits until every member has come here. What each wrote before is visible to all after.
    pub fn meet(&self) {
        self.barrier.wait();
    }
}

/// A barrier that spins for a moment, then parks, so that a late member (a core taken by another process) does not
/// cost the others' cores.
struct Barrier {
    size: usize,
    arrived: AtomicUsize,
    generation: AtomicUsize,
    parked: AtomicUsize,
    lock: Mutex<()>,
    wake: Condvar,
}

impl Barrier {
    fn new(size: usize) -> Self {
        Self {
            size,
            arrived: AtomicUsize::new(0),
            generation: AtomicUsize::new(0),
            parked: AtomicUsize::new(0),
            lock: Mutex::new(()),
            wake: Condvar::new(),
        }
    }

    fn wait(&self) {
        if self.size == 1 {
            return;
        }
        let generation = self.generation.load(Ordering::SeqCst);
        if self.arrived.fetch_add(1, Ordering::SeqCst) + 1 == self.size {
            self.arrived.store(0, Ordering::SeqCst);
            self.generation.store(generation.wrapping_add(1), Ordering::SeqCst);
            if self.parked.load(Ordering::SeqCst) > 0 {
                // Taking the lock orders this behind a waiter that has counted itself but not yet begun to wait.
                drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner));
                self.wake.notify_all();
            }
            return;
        }
        for _ in 0..SPINS {
            if self.generation.load(Ordering::SeqCst) != generation {
                return;
            }
            std::hint::spin_loop();
        }
        let mut guard = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        self.parked.fetch_add(1, Ordering::SeqCst);
        while self.generation.load(Ordering::SeqCst) == generation {
            guard = self.wake.wait(guard).unwrap_or_else(PoisonError::into_inner);
        }
        self.parked.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_disjoint_and_complete() {
        let barrier = Barrier::new(1);
        for size in 1..6 {
            for count in 0..20 {
                let mut covered = Vec::new();
                for index in 0..size {
                    covered.extend(Member { index, size, barrier: &barrier }.share(count));
                }
                assert_eq!(covered, (0..count).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn nobody_passes_a_barrier_before_the_last_has_come() {
        for size in [1, 2, 3, 4] {
            let team = Team::new(size);
            let counter = AtomicUsize::new(0);
            team.run(|member| {
                for round in 1..=500 {
                    counter.fetch_add(1, Ordering::Relaxed);
                    // A late member now and then, so that the others park.
                    if round % 100 == 0 && member.index() == 0 {
                        std::thread::sleep(std::time::Duration::from_millis(2));
                    }
                    member.meet();
                    assert_eq!(counter.load(Ordering::Relaxed), round * member.size());
                    member.meet();
                }
            });
            assert_eq!(counter.into_inner(), 500 * size);
        }
    }
}
