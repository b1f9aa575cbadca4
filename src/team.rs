//! A team of threads that run one function in lockstep.
