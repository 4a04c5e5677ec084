# shellcheck shell=sh
# The environment of the project's commands: `. dev/toolchain/env.sh` in the repository's root. Changes nothing that the
# user has set.

c4_root=$(pwd)
if [ ! -e "$c4_root/dev/toolchain/env.sh" ]; then
    echo "error: source dev/toolchain/env.sh in the repository's root; this is $c4_root" >&2
    return 1
fi
mkdir -p "$c4_root/.c4"

case ":$PATH:" in
    *":$c4_root/.c4/bin:"*) ;;
    *) export PATH="$c4_root/.c4/bin:$PATH" ;;
esac
export PULUMI_SKIP_UPDATE_CHECK=1

# State on this machine, where the user has no backend of his own.
if [ -z "${PULUMI_BACKEND_URL:-}" ]; then
    mkdir -p "$c4_root/.c4/state"
    export PULUMI_BACKEND_URL="file://$c4_root/.c4/state"
fi
# Secrets in that state are encrypted by a passphrase that is made once, readable by this user only.
if [ -z "${PULUMI_CONFIG_PASSPHRASE+set}${PULUMI_CONFIG_PASSPHRASE_FILE:-}" ]; then
    if [ ! -s "$c4_root/.c4/passphrase" ]; then
        (umask 077 && head -c 24 /dev/urandom | base64 >"$c4_root/.c4/passphrase.new")
        mv "$c4_root/.c4/passphrase.new" "$c4_root/.c4/passphrase"
    fi
    export PULUMI_CONFIG_PASSPHRASE_FILE="$c4_root/.c4/passphrase"
fi
# The cluster of dev/cluster, where the user has none of his own.
if [ -z "${KUBECONFIG:-}" ] && [ -e "$c4_root/.c4/cluster/kubeconfig" ]; then
    export KUBECONFIG="$c4_root/.c4/cluster/kubeconfig"
fi
# With plugins in place, Pulumi's own or the stand-ins of dev/plugins, there is nothing that the engine would have to download.
if [ -x "$c4_root/.c4/bin/pulumi-resource-docker" ]; then
    export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
fi
unset c4_root
