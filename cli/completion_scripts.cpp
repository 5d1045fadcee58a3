// What a shell runs to ask the program.
#include "completion.hpp"

#include <string_view>

namespace myatlas::cli {

namespace {

// Candidates are values of the store, which others wrote: each is quoted as the word on the line
// is, so that the shell takes it for that word whatever is in it. What the word holds so far is
// handed over without its quotes.
constexpr const char* k_bash = R"shell(_myatlas()
{
  local begun=${COMP_WORDS[COMP_CWORD]} words=("${COMP_WORDS[@]:1:COMP_CWORD}") value help
  COMPREPLY=()
  while IFS=$'\t' read -r value help; do
    case $begun in
      \'*) value=${value//\'/\'\\\'\'} ;;
      \"*)
        [[ $value == *!* ]] && continue # history would be expanded there
        value=${value//\\/\\\\} value=${value//\"/\\\"} value=${value//\$/\\\$} value=${value//\`/\\\`}
        ;;
      *) printf -v value %q "$value" ;;
    esac
    COMPREPLY+=("$value")
  done < <(myatlas __complete -- "${words[@]//[\"\'\\]/}" 2> /dev/null)
}
complete -o default -F _myatlas myatlas
)shell";

// zsh quotes what it inserts by itself.
constexpr const char* k_zsh = R"shell(#compdef myatlas
_myatlas()
{
  local -a candidates
  local value help
  while IFS=$'\t' read -r value help; do
    value=${value//\\/\\\\}
    candidates+=("${value//:/\\:}:$help")
  done < <(myatlas __complete -- "${(@Q)words[2,CURRENT]}" 2> /dev/null)
  _describe 'myatlas' candidates -U || _files # a company is found by its name, and stands by its number
}
if [[ $funcstack[1] = _myatlas ]]; then
  _myatlas "$@" # zsh loads this file for the first word that is completed
else
  compdef _myatlas myatlas
fi
)shell";

// So does fish.
constexpr const char* k_fish = R"shell(function __myatlas_complete
  set -l candidates (myatlas __complete -- (commandline -opc)[2..-1] (commandline -ct) 2> /dev/null)
  if test (count $candidates) -gt 0
    printf '%s\n' $candidates
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c myatlas -f -a "(__myatlas_complete)"
)shell";

struct Script
{
  std::string_view shell;
  const char* text;
};

constexpr Script k_scripts[] = {{"bash", k_bash}, {"zsh", k_zsh}, {"fish", k_fish}};

} // namespace

const char* completion_script(const std::string& shell)
{
  for (const Script& script : k_scripts) {
    if (script.shell == shell) {
      return script.text;
    }
  }
  return nullptr;
}

} // namespace myatlas::cli
