# Completion of airlock in fish. In ~/.config/fish/config.fish: airlock completions fish | source
function __airlock_candidates
  set -l line (commandline -cp)
  airlock "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c airlock -a '(__airlock_candidates)'
