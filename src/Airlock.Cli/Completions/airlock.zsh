#compdef airlock
# Completion of airlock in zsh. In ~/.zshrc, after compinit: source <(airlock completions zsh)
_airlock() {
  local line="${(j: :)words[1,CURRENT]}"
  local -a candidates
  candidates=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
  candidates=(${candidates:#})
  if (( ${#candidates} )); then
    compadd -a candidates
  fi
  _files
}
compdef _airlock airlock
