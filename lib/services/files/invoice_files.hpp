#pragma once

#include <functional>

#include "formats/tables/row_types.hpp"
#include "services/files/attachments.hpp"
#include "services/files/loader.hpp"

namespace myatlas::services {

// The files that rows of invoices name, and what else a row adds to an invoice that is there. What
// is wrong with a file is told at its column.
class InvoiceFiles
{
public:
  // `rest` is called before the store is asked, which is being written.
  InvoiceFiles(const LoaderSetup& setup, std::function<void()> rest)
    : m_context(setup.context), m_rest(std::move(rest)),
      m_attachments(setup.context, setup.folder, setup.documents, setup.mode, setup.file_seen)
  {
  }

  bool is_trial() const { return m_attachments.is_trial(); }

  // The digest of the file a row names, empty when it names none; nothing, and told, when it cannot
  // be taken.
  std::optional<std::string> attach(const formats::InvoiceRow& row, formats::RowProblems& problems);

  // Of a row that is refused anyway: what is wrong with its file is told, and the file is not kept.
  void look_at(const formats::InvoiceRow& row, formats::RowProblems& problems);

  // An invoice that is there may still lack the file its row names, or have another; whether it got
  // it now. A file that was kept need not lie there again.
  bool add_to(const domain::Invoice& known, const formats::InvoiceRow& row,
              formats::RowProblems& problems);

  // What who sent it calls it is theirs to change, whatever became of it; whether it changed.
  bool call_again(const domain::Invoice& known, const formats::InvoiceRow& row);

private:
  bool is_kept(const domain::Invoice& known, const formats::InvoiceRow& row) const;

  const Context& m_context;
  std::function<void()> m_rest;
  Attachments m_attachments;
};

} // namespace myatlas::services
