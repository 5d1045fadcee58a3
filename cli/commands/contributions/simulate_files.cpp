#include "commands/contributions/simulate_files.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "output/result_file.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

constexpr std::size_t k_beginning = 3; // "S10"

Result<std::string> dsn_beginning(const std::filesystem::path& path)
{
  std::string begin(k_beginning, '\0');
  TRY_ASSIGN(const util::FileHandle file, util::open_regular(path));
  TRY_ASSIGN(const std::size_t size, util::read_some(file, path, begin.data(), begin.size()));
  return begin.substr(0, size);
}

// A text of a folder that begins as a DSN does: notes lie beside them.
bool begins_as_dsn(const std::filesystem::path& path)
{
  const Result<std::string> begin = dsn_beginning(path);
  return begin && begin->size() == k_beginning && begin->front() == 'S' &&
         util::is_digits(begin->substr(1));
}

bool ends_as_dsn(const std::filesystem::path& path)
{
  const std::string extension = util::to_lower(path.extension().string());
  return extension == ".dsn" || extension == ".edi" || (extension == ".txt" && begins_as_dsn(path));
}

bool is_hidden_dsn(const std::filesystem::path& path)
{
  return path.filename().string().starts_with('.');
}

bool is_dsn(const std::filesystem::directory_entry& entry)
{
  std::error_code failed;
  return ends_as_dsn(entry.path()) && entry.is_regular_file(failed) && !is_hidden_dsn(entry.path());
}

std::vector<std::string> dsn_files_in(const std::string& folder)
{
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (is_dsn(entry)) {
      found.push_back(entry.path().string());
    }
  }
  std::ranges::sort(found);
  return found;
}

bool is_dsn_folder(const std::string& path)
{
  std::error_code failed;
  return std::filesystem::is_directory(path, failed);
}

// A file, or those of a folder.
std::vector<std::string> dsn_files_at(const std::string& path)
{
  if (!is_dsn_folder(path)) {
    return {path};
  }
  std::vector<std::string> found = dsn_files_in(path);
  return found.empty() ? std::vector<std::string>{path} : found;
}

} // namespace

std::vector<operations::SentTable> dsn_files_meant(const std::vector<std::string>& paths)
{
  std::vector<operations::SentTable> files;
  for (const std::string& path : paths) {
    for (std::string& file : dsn_files_at(path)) {
      files.push_back({.name = std::move(file), .sha256 = {}});
    }
  }
  return files;
}

bool has_folder(const std::vector<std::string>& paths)
{
  return std::ranges::any_of(paths, is_dsn_folder);
}

Result<operations::OpenedFile> SimulateFiles::open_employers() const
{
  return m_batch == "-" ? Result<operations::OpenedFile>(opened_standard_input())
                        : opened_at(m_batch);
}

Result<operations::OpenedFile> SimulateFiles::open(const operations::SentTable& table) const
{
  if (table.name == m_batch) {
    return open_employers();
  }
  if (is_dsn_folder(table.name)) {
    return Error{"dsn.empty_folder", {table.name}};
  }
  return opened_at(table.name);
}

Outcome SimulateFiles::begin(const formats::Json&)
{
  if (!m_to.empty()) {
    TRY_ASSIGN(util::NewFile file, util::NewFile::create(m_to));
    m_file.emplace(std::move(file));
  }
  return Done{};
}

bool SimulateFiles::take(std::string_view bytes)
{
  if (m_file) {
    return bool(m_file->append(bytes));
  }
  say(m_session.env().out, bytes);
  return true;
}

void SimulateFiles::warned(const Error& warning)
{
  m_session.warn(warning);
}

void SimulateFiles::refused(const operations::RefusedRow& row)
{
  constexpr std::uint64_t k_most_told = 20;
  if (m_refused++ < k_most_told) {
    const Texts& texts = m_session.texts();
    m_session.note(fmt::format("{}: {}{} [{}]", texts.trf(N_("line {0}"), row.line),
                               row.column.empty() ? "" : row.column + ": ",
                               sentence_of(texts, row.reason), row.reason.code));
  }
}

void SimulateFiles::make_folder() const
{
  std::error_code failed; // told by the first file that cannot be written
  std::filesystem::create_directories(m_folder, failed);
}

Outcome SimulateFiles::hand_over(const operations::AnswerFile& file)
{
  make_folder();
  const std::filesystem::path path = std::filesystem::path(m_folder) / file.name;
  TRY(m_session.check_target(path));
  return write_result(path, file.bytes);
}

Outcome SimulateFiles::keep()
{
  if (!m_folder.empty()) {
    make_folder();
  }
  return m_file ? m_file->keep() : Outcome(Done{});
}

} // namespace myatlas::cli
