// SSH in plain JavaScript: as a dependency it would have everybody who installs this package compile two optional add-ons.
// `npm run build` bundles it into this file's place.
export { Client, type ConnectConfig, type ServerHostKeyAlgorithm } from "ssh2";
