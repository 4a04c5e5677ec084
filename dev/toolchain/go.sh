# shellcheck shell=sh
# Programs that come as Go modules: a folder each with a pinned go.mod, whose `tool` lines are the packages to build. One
# program has the folder's name; several have their packages'.
# Sourced after lib.sh; the caller has set `here` to the folder of those folders.

: "${here:?}" "${bin:?}"

# tool_packages NAME: what its go.mod says to build.
tool_packages() { sed -n 's/^tool \([^(]\)/\1/p; /^tool (/,/^)/s/^[[:space:]]\{1,\}//p' "$here/$1/go.mod"; }

# tool_programs NAME: the programs that it makes.
tool_programs() {
    several=$(tool_packages "$1" | sed 's|.*/||')
    case $several in
        *"
"*) printf '%s\n' "$several" ;;
        *) printf '%s\n' "$1" ;;
    esac
}

# tool_version NAME: the version of the module that holds this package.
tool_version() {
    package=$(tool_packages "$1" | head -n 1)
    sed -n 's/^\(require\)\{0,1\}[[:space:]]*\([^[:space:]]*\) \(v[^[:space:]]*\).*/\2 \3/p' "$here/$1/go.mod" |
        while read -r module version; do
            case "$package/" in "$module/"*) printf '%s\n' "$version" ;; esac
        done
}

# tool_flags NAME: what the linker is told; these programs know their version from nothing else.
tool_flags() {
    printf '%s' '-s -w'
    case $1 in
        pulumi) printf ' -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=%s' "$(tool_version "$1")" ;;
        kubernetes) printf ' -X k8s.io/component-base/version.gitVersion=%s' "$(tool_version "$1")" ;;
    esac
}

# tool_pins NAME: what a build of it is made from.
tool_pins() { printf '%s %s' "$(fingerprint "$here/$1/go.mod" "$here/$1/go.sum")" "$(tool_flags "$1")"; }

# is_built NAME: whether the one that is there was built from the same pins.
is_built() {
    for program in $(tool_programs "$1"); do is_made "$1" "$(tool_pins "$1")" "$bin/$program" || return 1; done
}

# go_tool NAME: builds it where needed.
go_tool() {
    ! is_built "$1" || return 0
    step "build $1 $(tool_version "$1")" build_tool "$1" && made "$1" "$(tool_pins "$1")"
}

# To a name of its own, then moved: a build that is killed leaves no half program, and a program that runs is not written.
# Static, because images of another Debian run it too. A Go older than what a go.mod asks for fetches that one by itself.
build_tool() {
    new=$bin/.$1.new
    cd "$here/$1" && rm -rf "$new" && mkdir "$new" || return 1
    # Nothing debugs these programs, and a compiler that collects its garbage less often is done a fifth sooner.
    # shellcheck disable=SC2046
    CGO_ENABLED=0 GOTOOLCHAIN=auto GOGC=${GOGC:-200} GOFLAGS='-mod=readonly -buildvcs=false' \
        go build -trimpath -gcflags=all=-dwarf=false -ldflags "$(tool_flags "$1")" -o "$new/" $(tool_packages "$1") || return 1
    # The one program of a module may be named after the module's version.
    set -- "$1" "$new"/*
    [ $# -gt 2 ] || [ "$2" = "$new/$1" ] || mv "$2" "$new/$1" || return 1
    for program in "$new"/*; do go version -m "$program" | grep -F "$(tool_version "$1")" || return 1; done
    mv "$new"/* "$bin/" && rmdir "$new"
}

# pinned_program NAME: whether the pinned version of a program for images is on the machine's PATH already, and static
# (`ldd` fails for such a one).
pinned_program() {
    have "$1" && "$1" version 2>&1 | grep -Eq "^[Cc]onsul(-template)? $(tool_version "$1")( |\$)" &&
        ! ldd "$(command -v "$1")" >/dev/null 2>&1
}
