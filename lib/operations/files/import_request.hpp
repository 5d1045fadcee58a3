#pragma once

#include <filesystem>

#include "formats/text/dialect.hpp"
#include "operations/files/table_request.hpp"
#include "operations/operation.hpp"
#include "operations/outcomes.hpp"
#include "services/files/import_request.hpp"

namespace myatlas::operations {

using services::ImportProgress;
using services::k_standard_input;
using services::RejectForm;

// Tables of a kind, or invoices as data, which are taken one after the other. A credit note comes
// after the invoices, of which it takes from one.
struct Import
{
  std::string kind;
  std::vector<SentTable> files;
  TableRequest table;
  std::string on_error;                  // "stop", "reject"; empty: stop
  std::string separator, decimal, dates; // empty: found out
  std::string max_errors;                // empty: all of them
  std::string chunk;                     // records a transaction; empty: a file is one
  std::string patience;                  // seconds, with a pipe; empty: 60, 0: without an end
  std::string replaces;                  // the invoice that one as data takes the place of
  bool dry_run = false, attach = false, ignore_unknown = false, online = false;
  bool submit = false, correct = false; // declarations
};

// An import as it was understood: what is the same for each of its files.
struct ImportPlan
{
  Import form;
  formats::FileKind kind = formats::FileKind::establishments;
  formats::CsvOptions csv;
  services::OnError on_error = services::OnError::stop;
  std::int64_t max_errors = 0, chunk = 0; // 0: all of them; one transaction
  std::chrono::seconds patience{60};

  bool is_trial() const; // nothing of it is kept
  Effect effect() const { return is_trial() && !form.online ? Effect::trial : Effect::write; }
  Who who() const; // the register is loaded by whoever operates the store
};

// "stop", "reject": "usage.choice".
Result<services::OnError> parse_on_error(std::string_view text);

// All that is wrong with a request by itself, each at its member: usage.choice, usage.number,
// usage.both, usage.missing, and as csv_options_of.
Result<ImportPlan> plan_of(const Import& form);

// Whether a file is an invoice as data, by its name: a PDF or XML.
bool is_einvoice_file(const std::filesystem::path& path);

// A file that an import was given, or why it is none.
struct Input
{
  services::ImportRequest request;
  Outcome opened = Done{};
};

Input input_of(const ImportPlan& plan, const SentTable& table, const Files& files);

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::Import>
{
  using Form = operations::Import;
  static constexpr std::tuple k_members = {required_word<parse_file_kind>("kind", &Form::kind),
                                           required("files", &Form::files),
                                           flat(&Form::table),
                                           member("on_error", &Form::on_error),
                                           word<parse_separator>("separator", &Form::separator),
                                           word<parse_decimal_mark>("decimal", &Form::decimal),
                                           word<parse_date_order>("dates", &Form::dates),
                                           member("max_errors", &Form::max_errors, Says::figure),
                                           member("chunk", &Form::chunk, Says::figure),
                                           member("patience", &Form::patience, Says::figure),
                                           member("replaces", &Form::replaces, Says::number),
                                           member("dry_run", &Form::dry_run),
                                           member("attach", &Form::attach),
                                           member("ignore_unknown", &Form::ignore_unknown),
                                           member("online", &Form::online),
                                           member("submit", &Form::submit),
                                           member("correct", &Form::correct)};
};

} // namespace myatlas::formats
