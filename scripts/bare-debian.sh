#!/usr/bin/env bash
# Proves that a fresh Debian 12 with nothing but Node and npm starts the demo and passes the tests of what is committed here:
# `npm start` until its address answers, then `npm test`, nothing else typed. As root, with debootstrap and git:
#   scripts/bare-debian.sh [folder for the Debian; kept and used again]
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" != inside ]; then
  bare=$(realpath -m "${1:-$(mktemp -d)}")
  mirror=$(apt-get indextargets --format '$(REPO_URI)' | head -n 1)
  [ -x "$bare/bin/sh" ] || debootstrap --variant=minbase bookworm "$bare" "$mirror" > /dev/null
  rm -rf "$bare/srv/linli" "$bare/srv/started" "$bare/root/.npm"
  git clone --quiet --depth 1 "file://$PWD" "$bare/srv/linli"
  # Node and npm, and this machine's way to the network
  node=$(readlink -f "$(command -v node)")
  npm=$(readlink -f "$(command -v npm)")
  install -D "$node" "$bare/usr/bin/node"
  mkdir -p "$bare/usr/lib/node_modules" "$bare/etc/ssl/certs"
  cp -rT "${npm%/bin/*}" "$bare/usr/lib/node_modules/npm"
  ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$bare/usr/bin/npm"
  ln -sf ../lib/node_modules/npm/bin/npx-cli.js "$bare/usr/bin/npx"
  cp -L /etc/resolv.conf /etc/hosts "$bare/etc/"
  cp /etc/ssl/certs/ca-certificates.crt "$bare/etc/ssl/certs/" || true
  # mounts and processes of its own: all of them are gone when it ends
  exec unshare --mount --pid --fork --kill-child "$0" inside "$bare"
fi

bare=$2
mount -t proc proc "$bare/proc"
mount --rbind /dev "$bare/dev"
fresh() {
  chroot "$bare" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt sh -c "cd /srv/linli && $1"
}

echo "── npm start"
began=$(date +%s%N)
fresh 'exec npm start' > "$bare/srv/start.log" 2>&1 &
started=$!
address=
for _ in $(seq 1200); do
  address=$(sed 's/\x1b\[[0-9;]*m//g' "$bare/srv/start.log" | grep -oE 'http://[0-9.]+:[0-9]+/' | head -n 1 || true)
  [ -n "$address" ] && fresh "node -e \"fetch('$address').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))\"" && break
  kill -0 "$started" 2> /dev/null || break
  sleep 0.1
done
cat "$bare/srv/start.log"
[ -n "$address" ] || exit 1
echo "HTTP 200 from $address after $(((($(date +%s%N) - began)) / 1000000)) ms"
kill "$started"

echo "── npm test"
# moved and not removed: what was started may still be writing there
mv "$bare/srv/linli/node_modules" "$bare/srv/started"
fresh 'npm test'
