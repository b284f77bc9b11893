#!/usr/bin/env bash
# The single entry point for building and testing Postern, for people and machines.
#
#   ./build.sh [build]         builds the extension into target/extension
#   ./build.sh bundle          the same after changes that do not touch the core, in a second
#   ./build.sh demo            builds, starts the demo portals and opens Chromium with the extension;
#                              without a display, or with --headless, walks the whole journey
#                              automatically and saves a picture of each step under target/demo
#   ./build.sh test            passes every test: check, Rust, wasm in the browser, node, e2e
#   ./build.sh check           formatters, linters, type check, tidiness, licences of dependencies
#   ./build.sh bench [seed …]  prints how fast the popup paints, how large the package is, which fields
#                              of labelled pages are found, and how many
#                              codes are read, how fast, compared with two other readers, on pages
#                              drawn for each seed (three if none is given; about half an hour)
#   ./build.sh fuzz [seconds] [scan|APP]
#                              feeds the QR reader pictures, or the readers of other apps' files an APP's
#                              fixtures, changed at random (20 minutes, scan)
#   ./build.sh attack [kills]  the attacks in SECURITY.md, run for real: a browser that is killed
#                              in the middle of changes (40 times), a full disk, a full store, parallel
#                              changes, hidden and clobbered pages, hostile files, keys left in memory
#   ./build.sh sim [seeds [first]]
#                              simulates computers that share their accounts: a history of bad weather,
#                              crashes and wrong clocks for each seed, in a folder and in a browser account
#                              (100,000 seeds; half an hour)
#   ./build.sh mutants [file]  makes faults in the core (cargo mutants) and in the shell, and lists those
#                              that no test notices (hours; FILE: only those in one file)
#   ./build.sh screens [sheet …]
#                              redraws all states of the views (docs/screens), and without a sheet's
#                              name the store's pictures (docs/store) as well
#   ./build.sh pack            builds target/postern.zip for the store
#   ./build.sh help            prints this
#
# It installs what it can automatically (the wasm target, wasm-pack, wasm-bindgen, npm packages) and
# prints the command for everything else. Tools are kept in $POSTERN_TOOLS (default: ~/.cache/postern)
# and reused.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

TOOLS=${POSTERN_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/postern}
WASM_PACK_VERSION=0.15.1
CARGO_DENY_VERSION=0.20.2
CARGO_MUTANTS_VERSION=27.1.0
# 128-bit registers: the key stream takes a third of the time, reading pictures nine tenths.
SIMD='-C target-feature=+simd128'
export PATH="$TOOLS/bin:$PATH"

say() { printf '\033[1m%s\033[0m\n' "$*"; }
stage() { say "$((SECONDS / 60)) min $((SECONDS % 60)) s: $*"; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

need_rust() {
  have cargo || die "Rust is missing. Get it with rustup: https://rustup.rs"
  rustup target list --installed | grep -qx wasm32-unknown-unknown ||
    { say "rustup target add wasm32-unknown-unknown"; rustup target add wasm32-unknown-unknown; }
}

need_node() {
  have node || die "Node.js 20 or newer is missing. Get it with: sudo apt-get install nodejs npm"
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] ||
    die "Node.js 20 or newer is needed; this is $(node --version)."
  if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    say "npm ci"
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
  fi
}

need_cargo_tool() { # crate, command, version
  local crate=$1 command=$2 version=$3
  local path=$TOOLS/bin/$command
  # cargo subcommands expect their name first.
  case "$({ "$path" --version || "$path" "${command#cargo-}" --version; } 2>/dev/null || true)" in
    *" $version") return ;;
  esac
  say "cargo install $crate --version $version   (some minutes, once)"
  # Not --locked: the lock files inside these packages are too old for today's compiler.
  CARGO_TARGET_DIR="$TOOLS/build" cargo install --quiet --root "$TOOLS" "$crate" --version "$version"
  rm -rf "$TOOLS/build"
}

need_wasm_tools() {
  need_cargo_tool wasm-pack wasm-pack "$WASM_PACK_VERSION"
  need_cargo_tool wasm-bindgen-cli wasm-bindgen \
    "$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p}' Cargo.lock)"
}

need_packages() { # Debian packages, each with the command or file that proves it
  local missing=() pair
  for pair in "$@"; do have "${pair#*=}" || [ -e "${pair#*=}" ] || missing+=("${pair%%=*}"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  have apt-get || die "please install: ${missing[*]}"
  [ "$(id -u)" = 0 ] || die "please run: sudo apt-get install -y ${missing[*]}"
  say "apt-get install ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
}

need_chromium() {
  [ -n "${CHROMIUM:-}" ] || have chromium || have google-chrome || have google-chrome-stable ||
    need_packages chromium=chromium
}

need_l10n() { # Debian packages the browser's languages separately; without them it is always English
  [ ! -d /usr/lib/chromium/locales ] || need_packages chromium-l10n=/usr/lib/chromium/locales/de.pak
}

need_widgets() { # the one-time-code widgets of the end-to-end test, as one script
  local folder=tests/widgets
  if [ ! -e $folder/node_modules/.package-lock.json ] || [ $folder/package-lock.json -nt $folder/node_modules/.package-lock.json ]; then
    say "npm ci in $folder"
    # Some widgets were written for an older React, and work with today's.
    npm ci --prefix $folder --legacy-peer-deps --ignore-scripts --no-audit --no-fund --loglevel=error
    touch $folder/node_modules/.package-lock.json
  fi
  node $folder/build.mjs target/widgets/widgets.js
}

need_pictures() { # sets of the bench's pages, each named SET-SEED
  local python=$TOOLS/python set fonts=/usr/share/fonts/truetype
  need_packages python3=python3 fonts-dejavu-core=$fonts/dejavu/DejaVuSans.ttf \
    fonts-liberation=$fonts/liberation/LiberationSans-Regular.ttf
  if ! "$python/bin/python" -c 'import cv2, numpy, PIL, segno' 2>/dev/null; then
    say "python3 -m venv $python; pip install -r tests/bench/pictures/requirements.txt"
    python3 -c 'import ensurepip' 2>/dev/null || need_packages python3-venv=ensurepip
    python3 -m venv "$python"
    "$python/bin/pip" install --quiet -r tests/bench/pictures/requirements.txt
  fi
  for set in "$@"; do
    [ ! -e "target/pictures/$set/manifest.json" ] || continue
    say "drawing $set"
    case $set in
      styled-*) node "tests/bench/pictures/${set%-*}.mjs" "target/pictures/$set" "${set##*-}" ;;
      *) "$python/bin/python" -B "tests/bench/pictures/${set%-*}.py" "target/pictures/$set" "${set##*-}" ;;
    esac
  done
}

need_apps() { # third-party applications, which show what happens to a code
  local python=$TOOLS/apps wanted=tests/apps/requirements.txt
  cmp -s $wanted "$python/requirements.txt" && return 0
  need_packages python3=python3
  python3 -c 'import ensurepip' 2>/dev/null || need_packages python3-venv=ensurepip
  say "python3 -m venv $python; pip install -r $wanted"
  python3 -m venv --clear "$python"
  "$python/bin/pip" install --quiet -r $wanted
  cp $wanted "$python/requirements.txt"
}

build_half() { # its feature of src/wasm, the name of its wasm, the name of its package
  local folder=target/pkg/$1 types=extension/core/$3.d.ts made
  wasm-pack --log-level warn build src/wasm --mode no-install --target web --release --no-opt --no-pack \
    --out-dir "$PWD/$folder" --out-name "$3" -- --no-default-features --features "$1"
  made=("$folder/$3_bg.wasm" package-lock.json)
  if ! cmp -s <(sha256sum "${made[@]}") "$folder/made.sha256" || [ ! -e "target/pkg/$2.wasm" ]; then
    # The wasm features that rustc and wasm-bindgen emit; Chrome has had all of them since 91.
    node_modules/.bin/wasm-opt --enable-{bulk-memory,multivalue,mutable-globals,nontrapping-float-to-int} \
      --enable-{reference-types,sign-ext,simd} --flatten --rereloop -Os -Os "${made[0]}" -o "target/pkg/$2.wasm"
    sha256sum "${made[@]}" >"$folder/made.sha256"
  fi
  cp "$folder/$3.js" "extension/core/$3.js"
  cmp -s "$folder/$3.d.ts" "$types" ||
    { say "The boundary changed: $types is updated."; cp "$folder/$3.d.ts" "$types"; }
}

build_wasm() {
  need_rust; need_node; need_wasm_tools
  cargo fetch --quiet --locked --target wasm32-unknown-unknown
  # No path of this machine in the binary: two machines build the same bytes.
  local flags=$SIMD backend registry
  for backend in sha2 aes; do
    flags+=" --cfg ${backend}_backend=\"soft\" --cfg ${backend}_backend_soft=\"compact\""
  done
  for registry in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
    flags+=" --remap-path-prefix=$registry/="
  done
  export RUSTFLAGS="$flags --remap-path-prefix=$(rustc --print sysroot)=rust --remap-path-prefix=$PWD=."
  local half
  for half in windows=core=postern workers=workers=postern_workers; do
    build_half ${half//=/ }
  done
  unset RUSTFLAGS
}

bundle() { # the scripts and styles, and the folder to load; a second
  # One file for each context: twenty small ones would double the time until codes are painted, and the
  # time until the service worker runs (26 ms instead of 13). Scripts in pages cannot be modules.
  local bundle="node_modules/.bin/esbuild --bundle --target=chrome140 --log-level=warning --outbase=extension"
  local to=--outdir=target/bundle
  $bundle $to --format=iife --minify --define:import.meta.url=location.href extension/popup/popup.js
  $bundle $to --format=esm --minify extension/{camera/camera,settings/settings,ui/brands,ui/strength,welcome/welcome}.js
  $bundle $to extension/{camera/camera,popup/popup,settings/settings,welcome/welcome}.css
  $bundle $to --format=esm extension/background/background.js extension/worker/{exchange,scan,stretch}.js
  ls _locales | node -e 'console.log(JSON.stringify(fs.readFileSync(0, "utf8").trim().split("\n")))' \
    >target/bundle/languages.json
  $bundle $to --format=iife extension/content/page.js extension/content/auto.js
  node tools/assemble.mjs target/extension
  # For end-to-end tests: the same, and the modules that they call, which the package has only in its bundles.
  node tools/assemble.mjs target/testing
  $bundle --splitting --format=esm --outdir=target/testing/extension \
    extension/core/core.js extension/flows/*.js extension/platform/{memory,tabs,typing}.js
}

build() { build_wasm; bundle; }

reproduce() { # the wasm of another build of the same sources, in another folder; once for the same bytes
  local folder=target/again made
  mkdir -p $folder
  made=$(sha256sum target/pkg/{core,workers}.wasm)
  ! cmp -s $folder/reproduced - <<<"$made" || return 0
  git ls-files -z | tar --null -T - -cf - | tar -xf - -C $folder
  ln -sfn ../../node_modules $folder/node_modules
  (cd $folder && CARGO_TARGET_DIR=$PWD/target ./build.sh >/dev/null)
  local wasm
  for wasm in core workers; do
    cmp "target/pkg/$wasm.wasm" "$folder/target/pkg/$wasm.wasm" || return 1
  done
  echo "$made" >$folder/reproduced
}

check() {
  need_rust; need_node
  cargo fmt --all --check
  cargo fmt --manifest-path tests/fuzz/Cargo.toml --check
  cargo clippy --quiet --workspace --all-targets -- -D warnings
  RUSTDOCFLAGS='-D warnings' cargo doc --quiet --workspace --no-deps
  need_cargo_tool cargo-deny cargo-deny "$CARGO_DENY_VERSION"
  cargo deny --log-level error --locked check bans licenses sources
  node_modules/.bin/biome ci --error-on-warnings --colors=off .
  node_modules/.bin/tsc -p .
  cargo test --quiet -p postern-core --test core tidy
}

run_tests() {
  need_rust; need_node
  stage "Rust: tables first, then pictures and files of other apps"
  cargo test --quiet -p postern-core
  cargo test --quiet -p postern-qr -p postern-exchange -p postern-wasm
  stage "formatters, linters, types"
  check
  stage "build"
  build
  need_chromium
  need_packages chromium-driver=chromedriver xvfb=Xvfb xdotool=xdotool
  need_l10n
  need_widgets
  need_apps
  git diff --quiet -- extension/core/*.d.ts || die "commit extension/core/*.d.ts"
  stage "JavaScript, and meanwhile the same bytes again"
  reproduce & local again=$!
  node --test tests/js/*.test.mjs || { kill $again; exit 1; }
  wait $again || die "two builds of the same sources differ"
  stage "wasm in Chromium"
  RUSTFLAGS=$SIMD wasm-pack --log-level warn test --mode no-install --headless --chrome \
    --chromedriver "$(command -v chromedriver)" src/wasm --test browser
  stage "end to end"
  node tests/e2e/run.mjs
  stage "done"
}

fuzz() { # seconds, and what: scan, or a folder of tests/fixtures/import
  local corpus=target/fuzz/$2 binary=exchange
  mkdir -p "$corpus"
  if [ "$2" = scan ]; then
    binary=scan
    build; need_chromium; need_pictures rendered-1
    node tests/fuzz/seeds.mjs target/pictures/rendered-1 "$corpus"
  else
    cp "tests/fixtures/import/$2"/* "$corpus"
    rm -f "$corpus"/*.expect
  fi
  # The flags that cargo-fuzz sets, without a sanitizer: there is no unsafe code to check.
  export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1"
  cargo run --release --quiet --manifest-path tests/fuzz/Cargo.toml --bin $binary \
    --target-dir target/fuzz/build --target "$(rustc -vV | sed -n 's/^host: //p')" \
    -- -max_total_time="$1" -timeout=10 -artifact_prefix=target/fuzz/ "$corpus"
}

attack() { # kills
  build
  need_chromium
  need_packages xvfb=Xvfb xdotool=xdotool
  say "hostile files, headers and pages, in the core"
  cargo test --quiet -p postern-core -p postern-exchange
  say "storage, locks, fills and traces, in node"
  node --test tests/js/{storage,rescue,lock,fill,trace,memory}.test.mjs
  say "pages that hide, clobber and send elsewhere; passers-by; a full store; pages that die at every await"
  node --test --test-concurrency=1 tests/e2e/{hidden,unseen,sends,guard,rescue,isolation,crash}.test.mjs
  say "a browser that is killed, a full disk, what is left in memory"
  POSTERN_KILLS="$1" node --test --test-concurrency=1 tests/attack/*.test.mjs
  say "changed files, for a minute"
  fuzz 60 aegis
}

sim() { # seeds, and the first of them
  need_rust
  SIM_SEEDS=$1 SIM_FIRST=$2 cargo test --release -p postern-core --test sim nothing_is_lost -- --include-ignored --nocapture
}

mutants() { # part of a file's name
  build
  need_cargo_tool cargo-mutants cargo-mutants "$CARGO_MUTANTS_VERSION"
  local survivors=0
  node tests/mutants/run.mjs "$1" || survivors=1
  # A fault in a crate must be noticed by that crate's own tests.
  cargo mutants --package postern-core --package postern-qr --package postern-exchange ${1:+--file "*$1*"} \
    --output target --no-shuffle || survivors=1
  return $survivors
}

main() {
  case "${1:-build}" in
    build) build ;;
    bundle) bundle ;;
    demo)
      build; need_chromium
      # Without a screen, the keyboard step needs a virtual one.
      case "${DISPLAY:-}${WAYLAND_DISPLAY:-}$*" in
        "" | *--headless*) need_packages xvfb=Xvfb xdotool=xdotool ;;
      esac
      shift; exec node tests/e2e/demo.mjs "$@" ;;
    test) run_tests ;;
    check) check ;;
    bench)
      shift; [ $# -gt 0 ] || set -- 1 2 3
      build; need_chromium
      need_pictures "${@/#/screens-}" "${@/#/rendered-}" "${@/#/styled-}" "${@/#/camera-}"
      need_packages xvfb=Xvfb xdotool=xdotool
      need_widgets
      for what in popup vault sync fields widgets; do node tests/bench/$what.mjs; done
      exec node tests/bench/qr.mjs "$@" ;;
    attack) attack "${2:-40}" ;;
    fuzz) fuzz "${2:-1200}" "${3:-scan}" ;;
    sim) sim "${2:-100000}" "${3:-0}" ;;
    mutants) mutants "${2:-}" ;;
    screens)
      build; need_chromium; need_l10n
      shift; [ $# -gt 0 ] || node tests/e2e/store.mjs
      exec node tests/e2e/screens.mjs "$@" ;;
    pack) build; node tools/assemble.mjs target/postern.zip ;;
    help | -h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p}' "$0" ;;
    *) die "unknown command '$1'; ./build.sh help lists them" ;;
  esac
}

# On one line: bash reads a script as it runs, and this one may be edited meanwhile.
main "$@"; exit
