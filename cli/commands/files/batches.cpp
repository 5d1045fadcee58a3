#include <algorithm>
#include <filesystem>

#include "commands/files/commands.hpp"
#include "formats/json/rates_json.hpp"
#include "formats/text/encoding.hpp"
#include "operations/files/batches.hpp"
#include "output/import_report.hpp"
#include "output/progress.hpp"
#include "request.hpp"
#include "services/files/batches.hpp"
#include "services/files/import.hpp"
#include "services/files/kept_rejects.hpp"
#include "services/files/rejects.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

const std::vector<Field> k_batch_fields = {{"batch", N_("Batch")},
                                           {"at", N_("When")},
                                           {"kind", N_("Kind"), Show::state},
                                           {"file", N_("File")},
                                           {"read", N_("Read"), Show::number},
                                           {"created", N_("Created"), Show::number},
                                           {"updated", N_("Updated"), Show::number},
                                           {"unchanged", N_("Unchanged"), Show::number},
                                           {"rejected", N_("Refused"), Show::number},
                                           {"state", N_("State"), Show::state}};

std::vector<Field> one_batch_fields()
{
  std::vector<Field> fields = k_batch_fields;
  fields.insert(fields.end(), {{"completes", N_("Brings rows refused by")},
                               {"open_rejects", N_("Refused and not brought back"), Show::number},
                               {"reject_file", N_("Reject file")}});
  return fields;
}

View batches_view(const Json& document)
{
  return {document, k_batch_fields, "batches"};
}

void bind_batch(CommandLine& line, operations::BatchName& o)
{
  line.argument(Kind::batch, o.batch, N_("Batch, as in B-12"));
}

View batch_view(const Json& document)
{
  return {document, one_batch_fields()};
}

// What is wrong with the batch, at its argument.
template <typename T>
util::Result<T> at_argument(util::Result<T> result)
{
  if (result) {
    return result;
  }
  util::Errors errors = std::move(result).errors();
  for (util::Error& error : errors) {
    error.where.column = error.where.column == "batch" ? "BATCH" : error.where.column;
  }
  return errors;
}

util::Result<int> print_whole(Session& session, const util::FileHandle& file,
                              const std::string& name)
{
  std::string block(256U * 1024, '\0');
  while (true) {
    TRY_ASSIGN(const auto size, util::read_some(file, name, block.data(), block.size()));
    if (size == 0) {
      return 0;
    }
    say(session.env().out, std::string_view(block).substr(0, size));
  }
}

// On a terminal, line by line as UTF-8: bytes of another encoding are commands to some.
util::Result<int> show_lines(Session& session, const util::FileHandle& file,
                             const std::string& name, formats::Encoding encoding)
{
  formats::Decoder decoder(encoding);
  std::string block(64U * 1024, '\0'), text;
  while (true) {
    TRY_ASSIGN(const auto size, util::read_some(file, name, block.data(), block.size()));
    decoder.decode(std::string_view(block).substr(0, size), text);
    std::erase(text, '\r');
    const std::size_t end = size == 0 ? text.size() : text.rfind('\n') + 1; // npos + 1 is 0
    session.print(util::shown(text.substr(0, end)));
    text.erase(0, end);
    if (size == 0) {
      return 0;
    }
  }
}

// For Excel; to a terminal with what would be a command to it made visible.
util::Result<int> print_for_excel(Session& session, util::FileHandle file,
                                  const store::Batch& batch)
{
  TRY(services::kept_rejects_for_excel(std::move(file), batch, [&](std::string_view line) {
    if (session.env().out_is_terminal) {
      session.print(util::shown(std::string(line)));
    } else {
      say(session.env().out, line);
    }
  }));
  return 0;
}

formats::Encoding encoding_of(const store::Batch& batch, const util::FileHandle& rejects)
{
  const auto told = formats::parse_encoding(batch.encoding);
  return told && !services::is_marked_utf8(rejects) ? *told : formats::Encoding::utf_8;
}

// The reject file of a batch as it was written, or for Excel.
util::Result<int> run_rejects(Session& session, const services::Context& context,
                              const operations::BatchName& named)
{
  const std::string& name = named.batch;
  TRY_ASSIGN(const store::Batch batch, at_argument(services::find_batch(context, name)));
  if (batch.rejected == 0) {
    session.note(session.texts().trf(N_("The batch {0} refused no row."), name));
    return 0;
  }
  TRY_ASSIGN(auto file, at_argument(services::open_kept_rejects(context, batch, name)));
  const bool is_workbook =
    util::to_lower(std::filesystem::path(batch.reject_path).extension().string()) == ".xlsx";
  const bool terminal = session.env().out_is_terminal;
  if (is_workbook && terminal) {
    return util::Error{"usage.workbook_shown", {name}}.at("BATCH");
  }
  if (!is_workbook && session.csv_style() == CsvStyle::excel) {
    return print_for_excel(session, std::move(file), batch);
  }
  return terminal ? show_lines(session, file, name, encoding_of(batch, file))
                  : print_whole(session, file, name);
}

struct ResumeOptions
{
  operations::BatchName name;
  std::string rejects;
};

void bind_resume(CommandLine& line, ResumeOptions& o)
{
  bind_batch(line, o.name);
  line.target("--rejects", o.rejects,
              N_("Where refused rows go, as CSV or .xlsx (default: beside the file, "
                 ".rejected.csv or .rejected.xlsx)"));
}

util::Result<ResumeOptions> read_resume(const Session&, const ResumeOptions& o)
{
  TRY(services::check_rejects_form(o.rejects));
  return o;
}

util::Result<int> run_resume(Session& session, const services::Context& context,
                             const ResumeOptions& o)
{
  services::ImportRequest request;
  request.reject_file =
    o.rejects.empty() ? std::nullopt : std::optional<std::filesystem::path>(o.rejects);
  request.reject_form = session.csv_style() == CsvStyle::excel ? services::RejectForm::excel
                                                               : services::RejectForm::as_read;
  request.rates = &formats::built_in_rates();
  request.sentence = [&](const util::Error& error) { return sentence_of(session.texts(), error); };
  Progress progress(session, o.name.batch);
  request.progress = [&](const services::ImportProgress& p) { progress.show(p); };
  TRY_ASSIGN(const auto report,
             at_argument(services::resume_batch(context, o.name.batch, std::move(request))));
  return show_report(session, report);
}

constexpr Example k_list_batches_examples[] = {
  {N_("What was imported, when and by whom"), "myatlas list-batches"},
  {N_("The digests of the files"), "myatlas list-batches -o jsonl | jq -r .digest"},
};
constexpr Example k_show_batch_examples[] = {
  {N_("One batch"), "myatlas show-batch B-12"},
  {N_("How its file was read"), "myatlas show-batch B-12 -o json | jq .convention"},
};
constexpr Example k_rejects_examples[] = {
  {N_("The refused rows once more, to be corrected"),
   "myatlas get-rejects B-12 > mars.rejected.csv"},
  {N_("How many there are"), "myatlas get-rejects B-12 | tail -n +2 | wc -l"},
};
constexpr Example k_resume_examples[] = {
  {N_("Resume an interrupted import"), "myatlas resume-batch B-12"},
  {N_("Find interrupted imports"),
   "myatlas list-batches -o jsonl | jq -r 'select(.state == \"running\") | .batch'"},
};

} // namespace

const Command k_get_rejects = {
  .name = "get-rejects",
  .group = Group::files,
  .summary = N_("Print the rows an import refused"),
  .description =
    N_("Prints the reject file of a batch as it was written, with _line, _code and _message behind "
       "each row; that of a workbook is a workbook. Corrected, it is imported like any file. Of "
       "employees no copy is kept, since it could hold a NIR."),
  .examples = k_rejects_examples,
  .declare = with_options<bind_batch, run_rejects>,
  .store = Use::read,
  .login = Login::account_or_host,
};

const Command k_resume_batch = {
  .name = "resume-batch",
  .group = Group::files,
  .summary = N_("Resume an interrupted import"),
  .description =
    N_("An import in chunks (--chunk) that was killed or ran out of disk goes on after its last "
       "whole chunk, with the options it was begun with. The file has to be the same, byte for "
       "byte. Refused rows go beside the file; where they went elsewhere, the place is told again, "
       "because a store that was handed over could name any file."),
  .examples = k_resume_examples,
  .declare = with_request<bind_resume, read_resume, run_resume>,
  .store = Use::write,
  .login = Login::account_or_host,
};

const Command k_list_batches = {
  .name = "list-batches",
  .group = Group::files,
  .summary = N_("List the imports"),
  .description = N_("Every import that wrote something is a batch, with its number, file, digest "
                    "and counts. An account sees its own, the operator of the store all."),
  .examples = k_list_batches_examples,
  .declare = asks<operations::k_list_batches, no_options, batches_view>,
  .operation = &operations::k_list_batches,
};

const Command k_show_batch = {
  .name = "show-batch",
  .group = Group::files,
  .summary = N_("Show an import"),
  .description = N_("Shows one batch: its file, how it was read, and what became of its rows."),
  .examples = k_show_batch_examples,
  .declare = asks<operations::k_show_batch, bind_batch, batch_view>,
  .operation = &operations::k_show_batch,
};

} // namespace myatlas::cli
