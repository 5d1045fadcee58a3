#include "session_file.hpp"

#include "formats/json/json.hpp"
#include "settings.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace fs = std::filesystem;
using formats::Json;

SessionFile::SessionFile(const Env& env) : m_path(folder_of(env, "XDG_STATE_HOME", ".local/state"))
{
  m_path = m_path.empty() ? m_path : m_path / "session.json";
}

util::Result<std::vector<SessionFile::Entry>> SessionFile::read() const
{
  std::vector<Entry> entries;
  std::error_code unreachable;
  if (!fs::exists(m_path, unreachable)) {
    return entries;
  }
  if (util::open_to_others(m_path)) {
    return util::Error{"session.file_open", {m_path.string()}};
  }
  const util::Result<std::string> content = util::read_file(m_path, 64U * 1024);
  const util::Result<Json> json =
    content ? formats::parse_json(*content) : util::Result<Json>(content.errors());
  if (!json || !json->is_object() ||
      !json->contains("sessions")) { // who acts is not known: not the operator
    return util::Error{"session.file_spoiled", {m_path.string()}};
  }
  const auto text = [](const Json& entry, const char* name) {
    const auto found = entry.is_object() ? entry.find(name) : entry.end();
    return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  for (const Json& entry : (*json)["sessions"]) {
    if (!text(entry, "email").empty() && !text(entry, "token").empty()) {
      entries.push_back({text(entry, "email"), text(entry, "token"), text(entry, "expires")});
    }
  }
  return entries;
}

util::Outcome SessionFile::write(const std::vector<Entry>& entries) const
{
  if (m_path.empty()) {
    return util::Error{"home.unknown", {}};
  }
  Json sessions = Json::array();
  for (const Entry& entry : entries) {
    sessions.push_back(
      {{"email", entry.email}, {"token", entry.token}, {"expires", entry.expires}});
  }
  const util::Outcome folder = util::make_private_folder(m_path.parent_path());
  return folder
           ? util::write_file(
               m_path,
               Json{{"schema", "myatlas/session-file/1"}, {"sessions", sessions}}.dump(1) + "\n")
           : folder;
}

util::Result<std::optional<util::Secret>> SessionFile::token(const std::string& email) const
{
  TRY_ASSIGN(const std::vector<Entry> entries, read());
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (email.empty() || util::to_lower(entry->email) == util::to_lower(email)) {
      return std::optional(util::Secret(entry->token));
    }
  }
  return std::optional<util::Secret>();
}

util::Outcome SessionFile::remember(const std::string& email, const util::Secret& token,
                                    util::Instant expires)
{
  TRY_ASSIGN(std::vector<Entry> entries, read());
  std::erase_if(entries,
                [&](const Entry& e) { return util::to_lower(e.email) == util::to_lower(email); });
  entries.push_back({email, std::string(token.reveal()), util::to_rfc3339(expires)});
  return write(entries);
}

util::Outcome SessionFile::forget(const std::string& email)
{
  util::Result<std::vector<Entry>> entries = read();
  if (!entries || entries->empty()) {
    return entries ? util::Outcome(util::Done{}) : util::Outcome(entries.errors());
  }
  const std::string who = util::to_lower(email.empty() ? entries->back().email : email);
  std::erase_if(*entries, [&](const Entry& e) { return util::to_lower(e.email) == who; });
  return write(*entries);
}

std::string SessionFile::in_use() const
{
  const util::Result<std::vector<Entry>> entries = read();
  return entries && !entries->empty() ? entries->back().email : "";
}

} // namespace myatlas::cli
