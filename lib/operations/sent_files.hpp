#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "formats/json/json.hpp"
#include "formats/json/shape_members.hpp"
#include "operations/outcomes.hpp"
#include "util/file.hpp"

namespace myatlas::services {
struct ImportProgress;
enum class RejectForm;
} // namespace myatlas::services

namespace myatlas::operations {

struct Answer;

// A file that goes along with a request, as the request names it.
struct SentFile
{
  std::string name;   // as its sender calls it, without folders
  std::string sha256; // of its bytes, which are among the Files

  bool is_there() const { return !sha256.empty(); }
};

// A table of any size, which is read as it comes, once.
struct SentTable
{
  std::string name;   // as its sender calls it, and as what is wrong in it is told
  std::string sha256; // of bytes among the Files; empty: it is known by its name
};

// A table that was opened.
struct OpenedFile
{
  util::FileHandle file;
  std::filesystem::path path; // absolute, where it lies on this machine; empty: nowhere
};

// Where the refused rows of a table go.
struct RejectsPlace
{
  std::optional<std::filesystem::path> path; // none: they are not written
  services::RejectForm form = {};            // as read
};

// A file that was asked for.
struct AnswerFile
{
  std::string name;
  std::string bytes;
};

// Why a row of a table was refused.
struct RefusedRow
{
  std::uint64_t line = 0;
  std::string column; // empty: of none
  Error reason;
};

// The files that go along with a request, and those that come with its answer. Bytes are known by
// their SHA-256; what has no end that is known beforehand passes through.
class Files
{
public:
  virtual ~Files() = default;

  // Takes them in; the request names the file so.
  SentFile add(std::string name, std::string bytes);

  // upload.unknown (name) where no such bytes came along.
  Result<std::string> find(const SentFile& file) const;

  // upload.unknown (name), and as open_regular fails.
  virtual Result<OpenedFile> open(const SentTable& table) const;
  virtual RejectsPlace rejects_of(const SentTable&) const { return {}; }

  // How far the reading of a table is.
  virtual void went_on(const std::string&, const services::ImportProgress&) {}
  // What became of one of several tables.
  virtual void done_with(const SentTable&, const Result<Answer>&) {}

  // A file that was asked for is on its way: "name", "encoding" and what else is known of it. What
  // is answered ends it before its first byte.
  virtual Outcome begin(const formats::Json&) { return Done{}; }
  virtual bool take(std::string_view) { return false; } // false: no more of it is wanted

  // What is told of a table whose rows are answered while they pass through: a warning, and why a
  // row is refused.
  virtual void warned(const Error&) {}
  virtual void refused(const RefusedRow&) {}

  // One of several files that were asked for, whole.
  virtual Outcome hand_over(const AnswerFile&) { return Done{}; }

private:
  std::map<std::string, std::string> m_bytes;
};

inline AnswerFile pdf_named(const std::string& number, std::string pdf)
{
  return {.name = number + ".pdf", .bytes = std::move(pdf)};
}

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::SentFile>
{
  using File = operations::SentFile;
  static constexpr std::tuple k_members = {required("name", &File::name),
                                           required("sha256", &File::sha256, Says::digest)};
};

template <>
struct myatlas::formats::Shape<myatlas::operations::SentTable>
{
  using File = operations::SentTable;
  static constexpr std::tuple k_members = {required("name", &File::name),
                                           member("sha256", &File::sha256, Says::digest)};
};
