#include "operations/files/import.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "operations/caller.hpp"
#include "operations/files/export.hpp"
#include "operations/files/table_told.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;
using formats::Json;

namespace {

// Files as they come from afar: by their bytes. What is told and written on the way is kept.
class SentFiles : public operations::Files
{
public:
  Json send(const char* name, std::string bytes)
  {
    return formats::shape_json(add(name, std::move(bytes)));
  }

  void done_with(const operations::SentTable& table,
                 const util::Result<operations::Answer>& answer) override
  {
    done.push_back(table.name + (answer ? ": " + answer->document["read"].dump() + " read"
                                        : ": " + answer.error().code));
  }
  util::Outcome begin(const Json& file) override
  {
    head = file;
    return util::Done{};
  }
  bool take(std::string_view bytes) override
  {
    taken += bytes;
    return true;
  }

  std::vector<std::string> done;
  std::string taken;
  Json head;
};

util::Result<operations::Answer> answered(const operations::Operation& operation,
                                          const Context& asker, const Json& request,
                                          operations::Files& files,
                                          std::optional<operations::Who>* who = nullptr)
{
  Context context = asker;
  operations::InProcess caller(
    [&](operations::Effect, operations::Who asked, operations::Needs) -> util::Result<Context*> {
      if (who != nullptr) {
        *who = asked;
      }
      return &context;
    },
    [&] {
      return operations::Moment{context.now(), context.zone};
    },
    texts::Texts());
  return caller.call(operation, request, files);
}

constexpr const char* k_register =
  "code_adherent;siren;raison_sociale;idcc;naf;effectif;annee;masse_salariale\n"
  "ATL555001;552100554;Peugeot;1486;6202A;12;2025;500000,00\n";

bool is_repeated(const operations::Answer& answer)
{
  const operations::TableTold& told = *answer.table;
  return told.is_repeated;
}

} // namespace

TEST_CASE("a table that came by its bytes is imported, and said to be known when it comes again")
{
  World world;
  SentFiles files;
  const Json request = {{"kind", "companies"}, {"files", {files.send("a.csv", k_register)}}};
  std::optional<operations::Who> who;
  const auto first = done(answered(operations::k_import, world.host(), request, files, &who));
  CHECK(who == operations::Who::office); // the register is the operator's
  CHECK(first.document["schema"] == "myatlas/import-report/1");
  CHECK(first.document["created"] == 1);
  CHECK(first.problems.empty());
  CHECK_FALSE(is_repeated(first));
  const auto again = done(answered(operations::k_import, world.host(), request, files));
  CHECK(is_repeated(again));
  CHECK(again.document["written"] == 0);
}

TEST_CASE("what is wrong with the rows stands beside the document, and why nothing was done")
{
  World world;
  SentFiles files;
  const std::string wrong = std::string(k_register) + "ATL555002;552100555;Wrong;;;;;\n";
  const auto answer =
    done(answered(operations::k_import, world.host(),
                  {{"kind", "companies"}, {"files", {files.send("a.csv", wrong)}}}, files));
  CHECK(answer.document["rejected"] == 1);
  CHECK(answer.document["written"] == 0);
  CHECK(answer.table->problems.size() == 1);
  CHECK(codes_of(answer.problems) == "import.refused");
}

TEST_CASE("of several tables each is told when it is done, and their sums at the end")
{
  World world;
  SentFiles files;
  const Json tables = {
    files.send("a.csv", k_register), files.send("b.csv", k_register), {{"name", "lost.csv"}}};
  const auto answer = done(answered(operations::k_import, world.host(),
                                    {{"kind", "companies"}, {"files", tables}}, files));
  CHECK(files.done ==
        std::vector<std::string>{"a.csv: 1 read", "b.csv: 1 read", "lost.csv: upload.unknown"});
  CHECK(answer.document["schema"] == "myatlas/import-reports/1");
  CHECK(answer.document["created"] == 1); // the second is as the first
  CHECK(answer.document["failed"][0]["code"] == "upload.unknown");
  CHECK(codes_of(answer.problems) == "import.some_files");
}

TEST_CASE("what is wrong with an import by itself is told at its members before a store is opened")
{
  const auto codes = [](const Json& request) {
    SentFiles files;
    return codes_of(operations::k_import.read(request, files));
  };
  const Json table = {{{"name", "a.csv"}}};
  CHECK(codes({{"kind", "people"}, {"files", table}, {"max_errors", "many"}}) ==
        "import.kind, usage.number");
  CHECK(codes({{"kind", "invoices"}, {"files", table}, {"submit", true}}) == "usage.both");
  CHECK(codes({{"kind", "declarations"}, {"files", table}, {"correct", true}}) == "usage.missing");
  CHECK(codes({{"kind", "companies"}}) == "field.required");
  CHECK(codes({{"kind", "companies"}, {"files", table}}) == "upload.unknown");
}

TEST_CASE("an export passes its rows on and tells their form and number")
{
  World world;
  SentFiles files;
  (void)done(answered(operations::k_import, world.host(),
                      {{"kind", "companies"}, {"files", {files.send("a.csv", k_register)}}},
                      files));
  const auto answer = done(answered(operations::k_export, world.host(),
                                    {{"kind", "companies"}, {"format", "jsonl"}}, files));
  CHECK(files.head["form"] == "jsonl");
  CHECK(answer.document["rows"].get<int>() >= 1);
  CHECK(files.taken.find("ATL555001") != std::string::npos);
  CHECK(told_by(answered(operations::k_export, world.host(),
                         {{"kind", "companies"}, {"format", "pdf"}}, files))
          .starts_with("format: usage.choice"));
}

TEST_CASE("the refused rows of a batch pass on as they were kept")
{
  World world;
  SentFiles files;
  CHECK(told_by(answered(operations::k_get_rejects, world.host(), {{"batch", "B-99"}}, files))
          .starts_with("batch: batch.unknown"));
}
