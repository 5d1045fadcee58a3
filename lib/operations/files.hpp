#pragma once

#include <map>
#include <string>

#include "formats/json/shape.hpp"
#include "util/result.hpp"

namespace myatlas::operations {

// A file that goes along with a request, as the request names it.
struct SentFile
{
  std::string name;   // as its sender calls it, without folders
  std::string sha256; // of its bytes, which are among the Files

  bool is_there() const { return !sha256.empty(); }
};

// The bytes that go along with a request, each known by its SHA-256.
class Files
{
public:
  // Takes them in; the request names the file so.
  SentFile add(std::string name, std::string bytes);

  // upload.unknown (name) where no such bytes came along.
  util::Result<std::string> find(const SentFile& file) const;

private:
  std::map<std::string, std::string> m_bytes;
};

// A file that was asked for.
struct AnswerFile
{
  std::string name;
  std::string bytes;
};

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::SentFile>
{
  using File = operations::SentFile;
  static constexpr std::tuple k_members = {required("name", &File::name),
                                           required("sha256", &File::sha256, Says::digest)};
};
