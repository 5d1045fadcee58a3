#include "operations/files/batches.hpp"

#include "commands/files/commands.hpp"
#include "commands/files/import_files.hpp"
#include "formats/text/encoding.hpp"
#include "operations/files/export.hpp"
#include "operations/files/import.hpp"
#include "output/plain_text.hpp"
#include "request.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
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

constexpr Field k_one_batch_fields[] = {
  {"completes", N_("Brings rows refused by")},
  {"open_rejects", N_("Refused and not brought back"), Show::number},
  {"reject_file", N_("Reject file")}};

std::vector<Field> one_batch_fields()
{
  std::vector<Field> fields = k_batch_fields;
  fields.insert(fields.end(), std::begin(k_one_batch_fields), std::end(k_one_batch_fields));
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

// The refused rows on their way to standard output. On a terminal they are shown line by line as
// UTF-8: bytes of another encoding are commands to some.
class RejectsFiles : public LocalFiles
{
public:
  template <typename Options>
  RejectsFiles(Session& session, const Options& options)
    : m_session(session), m_batch(options.request.batch), m_is_shown(session.env().out_is_terminal)
  {
  }

  Outcome begin(const Json& file) override
  {
    if (m_is_shown && file.at("form") == "xlsx") {
      return Error{"usage.workbook_shown", {m_batch}}.at("batch");
    }
    const auto encoding = formats::parse_encoding(plain_text(file.at("encoding")));
    m_decoder = formats::Decoder(encoding ? *encoding : formats::Encoding::utf_8);
    return Done{};
  }

  bool take(std::string_view bytes) override
  {
    if (!m_is_shown) {
      say(m_session.env().out, bytes);
      return true;
    }
    m_decoder.decode(bytes, m_text);
    std::erase(m_text, '\r');
    show_until(m_text.rfind('\n') + 1); // npos + 1 is 0
    return true;
  }

  void end() { show_until(m_text.size()); }

private:
  void show_until(std::size_t end)
  {
    m_session.print(util::shown(m_text.substr(0, end)));
    m_text.erase(0, end);
  }

  Session& m_session;
  std::string m_batch, m_text; // not yet shown
  bool m_is_shown;
  formats::Decoder m_decoder{formats::Encoding::utf_8};
};

struct RejectsOptions
{
  using Files = RejectsFiles;

  operations::GetRejects request;
};

void bind_rejects(CommandLine& line, RejectsOptions& o)
{
  line.argument(Kind::batch, o.request.batch, N_("Batch, as in B-12"));
}

Outcome complete_rejects(Session& session, RejectsOptions& o, LocalFiles&)
{
  o.request.for_excel = session.csv_style() == CsvStyle::excel;
  return Done{};
}

Result<int> show_rejects(Session& session, const RejectsOptions& o, RejectsFiles& files,
                         const operations::Answer& answer)
{
  files.end();
  if (answer.document.at("rows") == 0) {
    session.note(session.texts().trf(N_("The batch {0} refused no row."), o.request.batch));
  }
  return 0;
}

struct ResumeOptions
{
  using Files = TableFiles;

  operations::BatchName request;
  std::string rejects;
};

void bind_resume(CommandLine& line, ResumeOptions& o)
{
  bind_batch(line, o.request);
  line.target("--rejects", o.rejects,
              N_("Where refused rows go, as CSV or .xlsx (default: beside the file, "
                 ".rejected.csv or .rejected.xlsx)"));
}

Result<int> show_resumed(Session&, const ResumeOptions&, TableFiles& files,
                         const operations::Answer& answer)
{
  files.show(answer);
  return 0;
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
  .declare = asks<operations::k_get_rejects, bind_rejects, show_rejects, complete_rejects>,
  .operation = &operations::k_get_rejects,
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
  .declare = asks<operations::k_resume_batch, bind_resume, show_resumed>,
  .operation = &operations::k_resume_batch,
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
