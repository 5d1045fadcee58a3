#!/usr/bin/env bash
# Installs what is missing, builds, and runs the main job.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
"$top/tests/support/prepare.sh" release program
PATH="$top/build/release/cli:$PATH" "$top/examples/quickstart/job.sh"
printf '\nThe program is build/release/cli/myatlas. In this shell: export PATH="%s/build/release/cli:$PATH"; for good: README, Install.\n' "$top"
