#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "texts/texts.hpp"
#include "util/clock.hpp"

namespace myatlas::cli {

// All that a command may touch of the outside world. main makes the real one.
struct Env
{
  std::vector<std::string> arguments; // without the program's name
  std::FILE* in = stdin;
  std::FILE* out = stdout;     // results, and nothing else
  std::FILE* err = stderr;     // everything said to a person
  std::size_t out_columns = 0; // of that terminal
  bool in_is_terminal = false, out_is_terminal = false, err_is_terminal = false;

  bool group_keeps_rights = false; // by the umask it was started with

  texts::Texts texts; // in the language of who runs it; English until that is known

  std::optional<std::string> variable(const char* name) const; // none when unset or empty
  std::string home() const;                                    // empty when nobody says where it is
  std::string operator_name() const;   // who runs the program, by number: "operator:1000"
  std::string behind_operator() const; // and by name, with the machine, for the audit:
                                       // "anne@server", "myatlas@server (by sudo of anne)"
};

class SystemClock final : public util::Clock
{
public:
  util::Instant now() const override;
};

Env real_env(int argc, char** argv, unsigned umask);

void say(std::FILE* stream, std::string_view text); // as it is

} // namespace myatlas::cli
