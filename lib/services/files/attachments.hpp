#pragma once

#include <filesystem>
#include <functional>

#include "services/context.hpp"
#include "util/file.hpp"

namespace myatlas::services {

// The files that the rows of a file name, from the folder of that file and nowhere else.
class Attachments
{
public:
  using Seen = std::function<void(const std::string&)>;

  // `rows`: how the rows that name them are written, a rehearsal's like any. `seen` is called by a
  // trial with each that would be kept.
  Attachments(const Context& context, std::filesystem::path folder, store::BulkMode mode,
              store::BulkMode rows, Seen seen = {})
    : m_context(context), m_folder(std::move(folder)), m_mode(mode), m_rows(rows),
      m_seen(std::move(seen))
  {
  }

  // Reads and, unless it is a trial, keeps the document; its digest. Fails with document.no_folder
  // (name), path.unsafe (name), file.missing (name), file.too_large (name, limit), document.empty,
  // document.kind, document.extension.
  util::Result<std::string> keep(const std::string& name);

  // Before the transaction in which it will be kept: see Store::put_ahead.
  util::Outcome put_ahead(const std::string& name) const;

  util::Result<std::string> check(const std::string& name) const; // the same, and nothing is kept

  bool is_trial() const { return m_mode == store::BulkMode::trial; }
  bool is_there(const std::string& name) const
  {
    return !m_folder.empty() && bool(util::open_beneath(m_folder, name));
  }

private:
  struct Found
  {
    store::StoredDocument document;
    std::string content;
  };
  util::Result<Found> read(const std::string& name) const;

  const Context& m_context;
  std::filesystem::path m_folder;
  store::BulkMode m_mode, m_rows;
  Seen m_seen;
};

} // namespace myatlas::services
