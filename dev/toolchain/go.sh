# shellcheck shell=sh
# Programs that come as Go modules: a folder each with a pinned go.mod, whose `tool` line is the package to build.
# Sourced after lib.sh; the caller has set `here` to the folder of those folders.

: "${here:?}" "${bin:?}"

# tool_package NAME: what its go.mod says to build.
tool_package() { sed -n 's/^tool //p' "$here/$1/go.mod"; }

# tool_version NAME: the version of the module that holds this package.
tool_version() {
    package=$(tool_package "$1")
    sed -n 's/^\(require\)\{0,1\}[[:space:]]*\([^[:space:]]*\) \(v[^[:space:]]*\).*/\2 \3/p' "$here/$1/go.mod" |
        while read -r module version; do
            case "$package/" in "$module/"*) printf '%s\n' "$version" ;; esac
        done
}

# tool_flags NAME: what the linker is told; Pulumi's engine knows its version from nothing else.
tool_flags() {
    printf '%s' '-s -w'
    [ "$1" != pulumi ] || printf ' -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=%s' "$(tool_version "$1")"
}

# tool_pins NAME: what a build of it is made from.
tool_pins() { printf '%s %s' "$(fingerprint "$here/$1/go.mod" "$here/$1/go.sum")" "$(tool_flags "$1")"; }

# is_built NAME: whether the one that is there was built from the same pins.
is_built() { is_made "$1" "$(tool_pins "$1")" "$bin/$1"; }

# go_tool NAME: builds it where needed.
go_tool() {
    ! is_built "$1" || return 0
    step "build $1 $(tool_version "$1")" build_tool "$1" && made "$1" "$(tool_pins "$1")"
}

# To a name of its own, then moved: a build that is killed leaves no half program, and a program that runs is not written.
# Static, because images of another Debian run it too. A Go older than what a go.mod asks for fetches that one by itself.
build_tool() {
    # What a killed build left: Go refuses to write over what is no program.
    cd "$here/$1" && rm -f "$bin/.$1.new" || return 1
    CGO_ENABLED=0 GOTOOLCHAIN=auto GOFLAGS='-mod=readonly -buildvcs=false' \
        go build -trimpath -ldflags "$(tool_flags "$1")" -o "$bin/.$1.new" "$(tool_package "$1")" &&
        go version -m "$bin/.$1.new" | grep -F "$(tool_version "$1")" &&
        mv "$bin/.$1.new" "$bin/$1"
}

# pinned_program NAME: whether the pinned version of a program for images is on the machine's PATH already, and static
# (`ldd` fails for such a one).
pinned_program() {
    have "$1" && "$1" version 2>&1 | grep -Eq "^[Cc]onsul(-template)? $(tool_version "$1")( |\$)" &&
        ! ldd "$(command -v "$1")" >/dev/null 2>&1
}
