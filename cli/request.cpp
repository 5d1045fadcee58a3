#include "request.hpp"

#include <algorithm>
#include <filesystem>

#include "util/file.hpp"

namespace myatlas::cli {

operations::SentFile LocalFiles::send(const std::string& path, std::size_t most_bytes)
{
  if (path.empty()) {
    return {};
  }
  Sent sent{.name = std::filesystem::path(path).filename().string(), .path = path, .problems = {}};
  util::Result<std::string> content = util::read_file(path, most_bytes);
  sent.problems = content.errors();
  m_sent.push_back(sent);
  return content ? add(sent.name, *std::move(content))
                 : operations::SentFile{.name = sent.name, .sha256 = std::string(64, '0')};
}

util::Errors LocalFiles::told(util::Errors errors) const
{
  for (const Sent& sent : m_sent) {
    for (util::Error& error : errors) {
      if (error.code == "upload.unknown" && !sent.problems.empty()) {
        error = sent.problems.front();
      } else if (error.where.file == sent.name) {
        error.where.file = sent.path;
      }
    }
  }
  return errors;
}

std::string MemberNames::of(const std::string& member) const
{
  const std::string name = member.substr(0, member.find_first_of(".["));
  const auto found = m_names.find(name);
  return found == m_names.end() ? "" : found->second;
}

util::Errors MemberNames::in(util::Errors errors) const
{
  for (util::Error& error : errors) {
    std::string& place = error.where.column;
    if (std::string name = error.where.file.empty() ? of(place) : ""; !name.empty()) {
      place = std::move(name);
    }
  }
  return as_options(std::move(errors));
}

} // namespace myatlas::cli
