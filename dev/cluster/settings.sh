# shellcheck shell=sh disable=SC2034
# The addresses of the cluster: all of 198.18.0.0/15, which RFC 2544 sets aside for benchmarks, but for the loopback.
# Sourced, never run.

node=c4-node
node_address=198.18.112.1
pods=198.18.64.0/19
services=198.18.96.0/20
# The first address of the services is the API server's.
api_service=198.18.96.1
api=https://$node_address:6443
etcd_client=http://127.0.0.1:12379
etcd_peer=http://127.0.0.1:12380
registry=127.0.0.1:15000
# On the loopback: pods have the API server to ask.
metrics_port=10443
# As the API server calls it, which looks for this name in its certificate.
metrics_service=metrics-server.kube-system.svc
# Claims that can be held at one time.
volumes=24
