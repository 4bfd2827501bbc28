# Sourced by the commands beside it: finds a JDK, builds the module when it is missing or older than its source, runs a class.
set -euo pipefail

repository=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
library=$repository/benchmarks/target/library

fail() {
  printf 'benchmarks: %s\n' "$1" >&2
  exit 1
}

if [ -z "${JAVA_HOME:-}" ]; then
  javac=$(command -v javac) || fail "no JDK found; put one on the path, or set JAVA_HOME"
  JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$javac")")")
fi
export JAVA_HOME

is_built() {
  [ -f "$library/.built" ] &&
    [ -z "$(find "$repository" \( -path '*/src/main/*' -o -name pom.xml \) -not -path '*/target/*' -newer "$library/.built" -print -quit)" ]
}

if ! is_built; then
  printf 'benchmarks: building ...\n' >&2
  rm -rf "$library"
  (cd "$repository" && mvn -B -q -Dmaven.test.skip=true -pl benchmarks -am package) >&2 || fail "the build failed"
  touch "$library/.built"
fi

run_class() { # class arguments...
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dbenchmarks.repository="$repository" \
    -cp "$library/*" "$@"
}
