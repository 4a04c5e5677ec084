# shellcheck shell=sh
# Official releases of the pinned versions, from their vendors: tried before anything is built here, once for each version.
# Sourced after lib.sh and go.sh. DOWNLOADS=off forbids them.

: "${root:?}" "${bin:?}" "${stamps:?}"

# The provider plugins that the platform's program needs, in the versions of the SDKs that it is made with.
plugins='command consul docker kubernetes random tls'
plugin_version() { sed -n 's|.*"@pulumi/'"$1"'": "\([0-9.]*\)".*|\1|p' "$root/package.json"; }

# plugin_settled NAME: whether it was decided for this version which one is used, and that one is there.
plugin_settled() {
    [ -e "$bin/pulumi-resource-$1" ] || return 1
    case $(cat "$stamps/plugin-$1" 2>/dev/null) in
        "official $(plugin_version "$1")" | "stand-in $(plugin_version "$1")") ;;
        *) return 1 ;;
    esac
}

# is_official NAME: whether the plugin that is there is Pulumi's own.
is_official() { [ "$(cut -d ' ' -f 1 "$stamps/plugin-$1" 2>/dev/null)" = official ]; }

# download_releases TOOL...: tools, and plugins as pulumi-resource-NAME. Each line that is printed says from whom something
# came, or why it did not. What did not come is no failure: it is built here, or stood in for.
download_releases() {
    releases=''
    for tool in "$@"; do
        case $tool in
            # Pulumi's release holds the language host that fits it.
            pulumi-language-nodejs) ;;
            # Published as an image only.
            metrics-server) ;;
            pulumi-resource-*) releases="$releases $tool@$(plugin_version "${tool#pulumi-resource-}")" ;;
            *)
                version=$(tool_version "$tool")
                releases="$releases $tool@${version#v}"
                ;;
        esac
    done
    [ -n "$releases" ] || return 0
    if [ "${DOWNLOADS:-on}" = off ]; then
        say "  nothing is downloaded from vendors: DOWNLOADS=off"
        return 0
    fi
    fresh=$bin/.releases
    rm -rf "$fresh"
    # shellcheck disable=SC2086
    NODE_USE_ENV_PROXY=1 node "$root/releases/download.mjs" "$fresh" $releases || true
    for release in $releases; do
        take_release "${release%@*}" "${release#*@}" || return 1
    done
    rm -rf "$fresh"
}

# take_release TOOL VERSION: into use, when all of its programs came.
take_release() {
    case $1 in
        pulumi) released='pulumi pulumi-language-nodejs' ;;
        pulumi-resource-*) released=$1 ;;
        *) released=$(tool_programs "$1") ;;
    esac
    for program in $released; do [ -e "$fresh/$program" ] || return 0; done
    for program in $released; do mv -f "$fresh/$program" "$bin/$program" || return 1; done
    case $1 in
        pulumi-resource-*) made "plugin-${1#pulumi-resource-}" "official $2" ;;
        pulumi) made pulumi "$(tool_pins pulumi)" && made pulumi-language-nodejs "$(tool_pins pulumi-language-nodejs)" ;;
        *) made "$1" "$(tool_pins "$1")" ;;
    esac
}

# stand_ins: where the plugin is not Pulumi's own, an executable of the name that Pulumi's engine looks for on the PATH.
stand_ins() {
    for plugin in $plugins; do
        ! plugin_settled "$plugin" || ! is_official "$plugin" || continue
        printf '#!/bin/sh\nexec node "%s/dev/plugins/dist/main.js" %s "$@"\n' "$root" "$plugin" >"$bin/.plugin.new" &&
            chmod +x "$bin/.plugin.new" && mv "$bin/.plugin.new" "$bin/pulumi-resource-$plugin" &&
            made "plugin-$plugin" "stand-in $(plugin_version "$plugin")" || return 1
    done
}
