#pragma once

#include "store/document_files.hpp"

namespace myatlas::store {

// Documents in a folder that is named, which several hosts may share: it has to be there, since
// what is not mounted must not be made anew. documents.no_folder (path).
class DocumentFolder final : public DocumentsApart
{
public:
  explicit DocumentFolder(const std::filesystem::path& folder);

  util::Result<util::FileHandle> open(const std::string& digest) const override;
  util::Result<bool> has(const std::string& digest) const override;
  util::Result<std::unique_ptr<NewDocument>> begin(const std::string& digest) const override;
  util::Outcome each(const std::function<void(const DocumentFile&)>& each) const override;
  util::Outcome remove(const DocumentFile& file) const override;
  util::Outcome check(const std::string& digest) const override;
  util::Result<std::string> mark() const override;
  util::Outcome put_mark(const std::string& mark) const override;
  util::Outcome try_writing() const override;

private:
  util::Outcome check_folder() const;
  std::filesystem::path mark_file() const { return m_folder / k_mark_name; }

  std::filesystem::path m_folder;
  DocumentFiles m_files;
};

} // namespace myatlas::store
