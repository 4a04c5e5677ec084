# shellcheck shell=sh
# The environment of the project's commands. Sourced from the repository's root or with C4_ROOT set; changes nothing that
# the user has set.

C4_ROOT=${C4_ROOT:-$(pwd)}
case ":$PATH:" in
    *":$C4_ROOT/.c4/bin:"*) ;;
    *) PATH=$C4_ROOT/.c4/bin:$PATH ;;
esac
export C4_ROOT PATH
export PULUMI_SKIP_UPDATE_CHECK=1

# State on this machine, where the user has no backend of his own.
if [ -z "${PULUMI_BACKEND_URL:-}" ]; then
    mkdir -p "$C4_ROOT/.c4/state"
    export PULUMI_BACKEND_URL="file://$C4_ROOT/.c4/state"
fi
# Secrets in that state are encrypted by a passphrase that is made once, readable by this user only.
if [ -z "${PULUMI_CONFIG_PASSPHRASE:-}${PULUMI_CONFIG_PASSPHRASE_FILE:-}" ]; then
    if [ ! -s "$C4_ROOT/.c4/passphrase" ]; then
        (umask 077 && head -c 24 /dev/urandom | base64 >"$C4_ROOT/.c4/passphrase")
    fi
    export PULUMI_CONFIG_PASSPHRASE_FILE="$C4_ROOT/.c4/passphrase"
fi
# With the stand-ins of dev/plugins in place there is nothing to download, and nowhere to download it from.
if [ -x "$C4_ROOT/.c4/bin/pulumi-resource-docker" ]; then
    export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
fi
