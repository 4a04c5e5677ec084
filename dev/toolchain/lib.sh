# shellcheck shell=sh disable=SC2154
# Shared by the toolchain's scripts. Sourced, never run. POSIX sh; the caller has set `root` to the repository's root.

bin=$root/.c4/bin
logs=$root/.c4/log
mkdir -p "$bin" "$logs"

say() { printf '%s\n' "$*"; }

# fail MESSAGE...: a message says what is wrong, and what to do next.
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" -eq 0 ]; }

# step NAME COMMAND...: runs one step with its output in a log of its own; a line when it starts, one when it ends.
step() {
    name=$1
    shift
    log=$logs/$(printf '%s' "$name" | tr ' /' '--').log
    started=$(date +%s)
    say "  $name ..."
    if "$@" >"$log" 2>&1; then
        say "  $name: done in $(($(date +%s) - started)) s"
        return 0
    fi
    printf 'error: %s failed; the end of %s:\n' "$name" "${log#"$root"/}" >&2
    tail -n 20 "$log" >&2
    return 1
}

# stamp FILE...: a fingerprint of inputs. A step whose stamp stands has nothing to do.
stamp() { cat "$@" | sha256sum | cut -c 1-16; }

# packages NAME...: installs Debian packages that are missing.
packages() {
    missing=''
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    have apt-get || fail "these programs are missing, and there is no apt-get to install them:$missing"
    is_root || fail "Debian packages are missing:$missing. Run as root: apt-get install$missing"
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq --no-install-recommends $missing
}
