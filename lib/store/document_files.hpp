#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "util/digest.hpp"
#include "util/file.hpp"
#include "util/result.hpp"

namespace myatlas::store {

// A document on its way in: under another name until keep(), and only kept when it is what its
// digest says.
class NewDocument
{
public:
  NewDocument(util::FileHandle folder, util::FileHandle file, std::filesystem::path path,
              std::string temporary);
  ~NewDocument();
  NewDocument(NewDocument&&) noexcept = default;
  NewDocument& operator=(NewDocument&&) noexcept = default;

  util::Outcome append(std::string_view bytes);
  util::Outcome keep(); // store.document_changed (digest)

private:
  util::FileHandle m_folder, m_file;
  std::filesystem::path m_path;
  std::string m_temporary; // its name in the folder; empty once it is in place
  std::unique_ptr<util::Sha256> m_sha;
};

// A file among the documents: one that is whole, or what a killed program left of one.
struct DocumentFile
{
  std::string name; // its digest, or the digest and six characters more
  std::filesystem::path path;
  bool is_old = false; // an hour at least: nobody is still writing it, or about to name it
};

// The documents of a store: <folder>/<two digits>/<digest>. Each is reached from a folder that is
// held open and through no link, so that neither a name out of a backup nor a link that was put in
// the way leads anywhere else; what has another name is not ours. All fail with store.digest
// (text), store.folder_link (path), or like util::system_error.
class DocumentFiles
{
public:
  explicit DocumentFiles(std::filesystem::path folder) : m_folder(std::move(folder)) {}

  util::Result<util::FileHandle> open(const std::string& digest) const;

  // The document of this digest as a file, whether it is there or not.
  util::Result<DocumentFile> file_of(const std::string& digest) const;
  util::Result<bool> has(const std::string& digest) const;
  util::Result<NewDocument> begin(const std::string& digest) const;
  util::Outcome each(
    const std::function<void(const DocumentFile&)>& each) const; // nothing when there is no folder
  util::Outcome remove(const DocumentFile& file) const;

  // Whether the whole of it is what its digest says: store.document_missing, store.document_changed
  // (digest).
  util::Outcome check(const std::string& digest) const;

private:
  util::Result<util::FileHandle> subfolder(const std::string& digest) const;
  void each_in(const util::FileHandle& folder, const std::string& two,
               const std::function<void(const DocumentFile&)>& each) const;

  std::filesystem::path m_folder;
};

} // namespace myatlas::store
