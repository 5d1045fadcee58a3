#include "request.hpp"

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

operations::SentFile LocalFiles::send(const std::string& path, std::size_t most_bytes)
{
  if (path.empty()) {
    return {};
  }
  Sent sent{.name = std::filesystem::path(path).filename().string(), .path = path, .problems = {}};
  Result<std::string> content = util::read_file(path, most_bytes);
  sent.problems = content.errors();
  m_sent.push_back(sent);
  return content ? add(sent.name, *std::move(content))
                 : operations::SentFile{.name = sent.name, .sha256 = std::string(64, '0')};
}

Outcome LocalFiles::all_read() const
{
  Errors problems;
  for (const Sent& sent : m_sent) {
    problems.insert(problems.end(), sent.problems.begin(), sent.problems.end());
  }
  return problems.empty() ? Outcome(Done{}) : Outcome(problems);
}

Errors LocalFiles::told(Errors errors) const
{
  for (const Sent& sent : m_sent) {
    for (Error& error : errors) {
      if (error.code == "upload.unknown" && !sent.problems.empty()) {
        error = sent.problems.front();
      } else if (error.where.file == sent.name) {
        error.where.file = sent.path;
      }
    }
  }
  for (Error& error : errors) {
    const bool is_of_member = error.where.file.empty() && !error.where.column.empty();
    if (!m_of_request.empty() && is_of_member) {
      error.where.file = m_of_request;
    }
  }
  return errors;
}

Errors LocalFiles::told_by_store(Errors errors) const
{
  constexpr std::string_view k_elsewhere[] = {"network.", "register.", "secret.", "usage."};
  for (Error& error : errors) {
    const bool is_elsewhere = std::ranges::any_of(
      k_elsewhere, [&](std::string_view subject) { return error.code.starts_with(subject); });
    if (!is_elsewhere && error.where.file.empty()) {
      error.where.file = m_of_request;
    }
  }
  return told(std::move(errors));
}

Result<operations::OpenedFile> LocalFiles::opened_at(const std::string& path)
{
  TRY_ASSIGN(util::FileHandle file, util::open_regular(path));
  return operations::OpenedFile{.file = std::move(file),
                                .path = std::filesystem::absolute(path).lexically_normal()};
}

operations::OpenedFile LocalFiles::opened_standard_input()
{
  return {.file = util::FileHandle(::dup(STDIN_FILENO)), .path = {}};
}

std::string MemberNames::of(const std::string& member) const
{
  return m_find ? m_find(member.substr(0, member.find_first_of(".["))) : "";
}

namespace {

// The sentence about a word that is none of some names its option by itself.
void name_place(Error& error, const std::string& name)
{
  const bool names_it = error.code.starts_with("usage.") && error.args.size() > 1 &&
                        error.args[1] == error.where.column;
  if (names_it) {
    error.args[1] = name;
  }
  error.where.column = error.code.starts_with("usage.choice") && names_it ? "" : name;
}

} // namespace

void MemberNames::name_members(Error& error) const
{
  for (std::string& member : error.args) {
    const std::string name = of(member);
    member = name.empty() ? member : name;
  }
}

Errors MemberNames::in(Errors errors) const
{
  Errors told;
  for (Error& error : errors) {
    if (!error.where.file.empty()) {
      told.push_back(std::move(error)); // in the words of that file
      continue;
    }
    if (std::string name = of(error.where.column); !name.empty()) {
      name_place(error, name);
    }
    if (error.code == "usage.both" || error.code == "usage.missing") {
      name_members(error);
    }
    told.push_back(as_options({std::move(error)}).front());
  }
  return told;
}

} // namespace myatlas::cli
