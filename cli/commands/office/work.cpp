// The work that waits for the OPCO.
#include "operations/office/work.hpp"

#include "commands/office/commands.hpp"
#include "commands/options.hpp"
#include "output/plain_text.hpp"
#include "request.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

void bind_work(CommandLine& line, operations::ListWork& o)
{
  add_page(line, o);
}

const std::vector<Field> k_work_fields = {
  {"deadline", N_("By")}, {"kind", N_("What is due"), Show::state},
  {"number", N_("No.")},  {"state", N_("State"), Show::state},
  {"label", N_("About")}, {"since", N_("Since")}};

// "D20260000001, €34.25": what it is about, and the sum.
void write_sum(const Texts& texts, Json& row)
{
  if (!row["amount"].is_null()) {
    row["label"] = plain_text(row["subject"]) + ", " + texts.money(plain_text(row["amount"]));
  }
}

Result<int> show_work(Session& session, const Answer& answer)
{
  Json document = answer.document;
  if (session.is_table()) {
    std::ranges::for_each(document["work"], [&](Json& row) { write_sum(session.texts(), row); });
  }
  return session.show({document, k_work_fields, "work"});
}

constexpr Example k_work_examples[] = {
  {N_("What to do first"), "myatlas admin list-work --limit 20"},
  {N_("The invoices to pay"), "myatlas admin list-work -o json | jq -r '.work[] | select(.kind == "
                              "\"pay_invoice\") | .number'"},
};

} // namespace

const Command k_admin_list_work = {
  .name = "admin list-work",
  .group = Group::office,
  .summary = N_("List the work that is waiting"),
  .description = N_("Lists what the OPCO has to do, the earliest deadline first: requests to open "
                    "and decide, by the day the training starts or the answer is due, then "
                    "invoices to look at and to pay, the oldest first."),
  .examples = k_work_examples,
  .declare = asks<operations::k_list_work, bind_work, show_work>,
  .operation = &operations::k_list_work,
};

} // namespace myatlas::cli
