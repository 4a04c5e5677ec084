# shellcheck shell=sh
# Who may speak to whom: a CA, and a certificate for each part of the cluster. Sourced by dev/cluster/cluster.

: "${state:?}" "${node:?}" "${node_address:?}" "${api_service:?}" "${api:?}" "${metrics_service:?}"
pki=$state/pki

# certificate NAME SUBJECT USAGE [ALTERNATIVE-NAMES]: a key and a certificate of the cluster's CA.
certificate() {
    [ ! -e "$pki/$1.crt" ] || return 0
    {
        printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=%s\n' "$3"
        [ -z "${4:-}" ] || printf 'subjectAltName=%s\n' "$4"
    } >"$pki/$1.ext"
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "$2" \
        -keyout "$pki/$1.key" -out "$pki/$1.csr" &&
        openssl x509 -req -in "$pki/$1.csr" -CA "$pki/ca.crt" -CAkey "$pki/ca.key" -CAcreateserial -days 3650 \
            -extfile "$pki/$1.ext" -out "$pki/$1.crt.new" && mv "$pki/$1.crt.new" "$pki/$1.crt"
}

# kubeconfig NAME FILE: how the holder of that certificate reaches the API server.
kubeconfig() {
    cat >"$2.new" <<YAML
apiVersion: v1
kind: Config
current-context: c4
clusters:
  - name: c4
    cluster: { server: "$api", certificate-authority-data: $(base64 -w 0 "$pki/ca.crt") }
users:
  - name: $1
    user:
      client-certificate-data: $(base64 -w 0 "$pki/$1.crt")
      client-key-data: $(base64 -w 0 "$pki/$1.key")
contexts:
  - name: c4
    context: { cluster: c4, user: $1 }
YAML
    mv "$2.new" "$2"
}

certificates() {
    mkdir -p "$pki" && chmod 0700 "$pki" || return 1
    if [ ! -e "$pki/ca.crt" ]; then
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=c4-ca \
            -keyout "$pki/ca.key" -out "$pki/ca.crt.new" && mv "$pki/ca.crt.new" "$pki/ca.crt" || return 1
    fi
    [ -e "$pki/accounts.key" ] || openssl genrsa -out "$pki/accounts.key" 2048 || return 1
    certificate api-server /CN=kube-apiserver serverAuth "IP:$node_address,IP:$api_service,IP:127.0.0.1" &&
        certificate api-client /O=system:masters/CN=kube-apiserver clientAuth &&
        certificate kubelet-server "/CN=$node" serverAuth "DNS:$node,IP:$node_address" &&
        certificate kubelet "/O=system:nodes/CN=system:node:$node" clientAuth &&
        certificate kube-controller-manager /CN=system:kube-controller-manager clientAuth &&
        certificate kube-scheduler /CN=system:kube-scheduler clientAuth &&
        certificate kube-proxy /CN=system:kube-proxy clientAuth &&
        certificate front-proxy /CN=front-proxy clientAuth &&
        # These two run as root of the machine that has the CA's own key: rights of their own would keep nothing from them.
        certificate kube-router /O=system:masters/CN=kube-router clientAuth &&
        certificate metrics-server /O=system:masters/CN=metrics-server clientAuth,serverAuth "DNS:$metrics_service" &&
        certificate admin /O=system:masters/CN=admin clientAuth || return 1
    for holder in kubelet kube-controller-manager kube-scheduler kube-proxy kube-router metrics-server; do
        kubeconfig "$holder" "$pki/$holder.kubeconfig" || return 1
    done
    (umask 077 && kubeconfig admin "$state/kubeconfig")
}
