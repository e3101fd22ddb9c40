# Completion of airlock in bash. In ~/.bashrc: source <(airlock completions bash)
_airlock() {
  local word="${COMP_WORDS[COMP_CWORD]}" candidate
  COMPREPLY=()
  while IFS= read -r candidate; do
    candidate="${candidate%$'\r'}"
    [[ -n "$candidate" && "$candidate" == "$word"* ]] && COMPREPLY+=("$candidate")
  done < <("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
}
complete -o default -F _airlock airlock
