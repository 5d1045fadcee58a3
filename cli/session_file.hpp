#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "env.hpp"
#include "outcomes.hpp"
#include "util/crypto.hpp"

namespace myatlas::cli {

// $XDG_STATE_HOME/myatlas/session.json, 0600: the tokens of the accounts logged in here, the one in
// use last.
class SessionFile
{
public:
  explicit SessionFile(const Env& env);

  // The token of `email`, or of the account in use when it is empty. Fails with session.file_open
  // when others may read the file; none when nobody is logged in.
  Result<std::optional<util::Secret>> token(const std::string& email) const;
  Outcome remember(const std::string& email, const util::Secret& token, util::Instant expires);
  Outcome forget(const std::string& email); // the one in use when empty
  std::string in_use() const; // the address of the one in use; empty when nobody is logged in

  struct Entry
  {
    std::string email, token, expires;
  };

private:
  Result<std::vector<Entry>> read() const;
  Outcome write(const std::vector<Entry>& entries) const;

  std::filesystem::path m_path;
};

} // namespace myatlas::cli
