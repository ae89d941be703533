#!/usr/bin/env bash
# Installs what the tests in this folder need: ONNX Runtime for Node.js and for the web (npm), Chromium and the ONNX
# checker (Debian's packages); and a linker for the test of a machine-code application in R2N2.Deployment.Tests. Installs
# only what is missing, and nothing over what is there. What cannot be installed is named on a line "-- missing: ...", and
# the tests that need it are skipped. Exit code 0: everything is there.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
complete=0

missing() {
    echo "-- missing: $1"
    complete=1
}

has() { command -v "$1" >/dev/null 2>&1; }
has_node() { has node && has npm; }
has_chromium() { [ -n "${R2N2_CHROMIUM:-}" ] || has chromium || has chromium-browser || has google-chrome; }
has_onnx() { "$1" -c 'import onnx' >/dev/null 2>&1; }
has_checker() { has_onnx "${R2N2_PYTHON:-python3}" || has_onnx /usr/bin/python3; }
has_linker() { has clang || has gcc; }

# Tries Debian's packages for what one of the checks above does not find.
debian() {
    local wanted=()
    has_node || wanted+=(nodejs npm)
    has_chromium || wanted+=(chromium)
    has_checker || wanted+=(python3-onnx)
    has_linker || wanted+=(gcc libc6-dev)
    if [ "${#wanted[@]}" -eq 0 ]; then
        return
    fi
    if ! has apt-get; then
        echo "-- ${wanted[*]}: not installed here, since this is no Debian (no apt-get)"
    elif [ "$(id -u)" -ne 0 ]; then
        echo "-- ${wanted[*]}: not installed here, since that needs root: apt-get install ${wanted[*]}"
    else
        local apt=(apt-get -q -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o DPkg::Lock::Timeout=60)
        export DEBIAN_FRONTEND=noninteractive
        timeout 120 "${apt[@]}" update >/dev/null || echo "-- the package lists could not be updated"
        timeout 420 "${apt[@]}" install -y --no-install-recommends "${wanted[@]}" >/dev/null ||
            echo "-- apt-get could not install ${wanted[*]}"
    fi
}

# The packages of package-lock.json, exactly; a copy of the lockfile among them tells which are there.
npm_packages() {
    if ! has_node; then
        missing "Node.js with npm; install them for the tests with Node.js and the browser"
    elif ! cmp -s package-lock.json node_modules/.installed-lock.json; then
        if timeout 300 npm ci --prefer-offline --fetch-retries=1 --fetch-timeout=60000 --loglevel=error >/dev/null; then
            cp package-lock.json node_modules/.installed-lock.json
        else
            missing "the npm packages of package-lock.json: 'npm ci' failed as told above"
        fi
    fi
}

debian
npm_packages
has_chromium || missing "Chromium; install it, or set R2N2_CHROMIUM to its path, for the tests in a browser"
has_checker || missing "Python with onnx; install Debian's python3-onnx, or set R2N2_PYTHON, for the tests with the ONNX checker"
has_linker || missing "a linker; install clang or gcc for the test with machine code"
[ "$complete" -eq 0 ] && echo "-- Node.js, a browser, the ONNX checker and a linker are there"
exit "$complete"
