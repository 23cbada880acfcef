echo "x" | lredact --operator pseudonym | cat; echo "without pipefail $?"; bash -c "set -o pipefail; echo x | lredact --operator pseudonym | cat"; echo "with pipefail $?"
