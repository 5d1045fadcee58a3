#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "store/documents.hpp"
#include "store/sharing.hpp"
#include "util/file.hpp"
#include "util/result.hpp"

namespace myatlas::store {

// The documents of a store: <folder>/<two digits>/<digest>. Each is reached from a folder that is
// held open and through no link, so that neither a name out of a backup nor a link that was put in
// the way leads anywhere else; what has another name is not ours. All fail with store.digest
// (text), store.folder_link (path), or like util::system_error.
class DocumentFiles final : public Documents
{
public:
  // New ones have the rights of the store they are of; they are old after that time.
  explicit DocumentFiles(std::filesystem::path folder, Rights rights = {},
                         std::chrono::seconds old = std::chrono::hours(1))
    : m_folder(std::move(folder)), m_rights(rights), m_old(old)
  {
  }

  util::Result<util::FileHandle> open(const std::string& digest) const override;
  util::Result<bool> has(const std::string& digest) const override;
  util::Result<std::unique_ptr<NewDocument>> begin(const std::string& digest) const override;
  util::Outcome each(const std::function<void(const DocumentFile&)>& each)
    const override; // nothing when there is no folder
  util::Outcome remove(const DocumentFile& file) const override;
  util::Outcome check(const std::string& digest) const override;

private:
  util::Result<util::FileHandle> subfolder(const std::string& digest) const;
  void each_in(const util::FileHandle& folder, const std::string& two,
               const std::function<void(const DocumentFile&)>& each) const;

  std::filesystem::path m_folder;
  Rights m_rights;
  std::chrono::seconds m_old;
};

} // namespace myatlas::store
