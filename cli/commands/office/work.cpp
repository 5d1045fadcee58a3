// The work that waits for the OPCO.
#include "services/office/work.hpp"

#include "commands/office/commands.hpp"
#include "commands/options.hpp"
#include "commands/pages.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct WorkOptions
{
  std::string limit, after;
};

// "D20260000001, 34.25": what it is about, and the sum.
std::string with_sum_for_people(const Texts& texts, const std::string& label)
{
  const std::size_t comma = label.rfind(", ");
  return comma == label.npos ? label
                             : label.substr(0, comma + 2) + texts.money(label.substr(comma + 2));
}

void bind_work(CommandLine& line, WorkOptions& o)
{
  line.option("--limit", o.limit, "N", N_("At most so many"));
  line.option("--after", o.after, "KEY",
              N_("Only what follows this key, which a page tells at its end"));
}

util::Result<store::WorkPart> read_work(const Session&, const WorkOptions& o)
{
  util::Errors problems;
  const auto limit = given<std::int64_t>(o.limit, parse_limit, "--limit", problems);
  const auto after =
    given<store::WorkPlace>(o.after, services::parse_work_place, "--after", problems);
  if (!problems.empty()) {
    return problems;
  }
  return store::WorkPart{after, limit};
}

Json row_of(const Texts& texts, const services::WorkItem& item, Form form)
{
  const bool has_sum = form == Form::table && domain::is_of_money_back(item.kind);
  const std::string label = has_sum ? with_sum_for_people(texts, item.label) : item.label;
  return {{"kind", domain::to_text(item.kind)},
          {"number", item.number},
          {"state", item.state},
          {"label", formats::text_or_null(label)},
          {"since", util::to_rfc3339(item.since)},
          {"deadline", item.deadline ? Json(item.deadline->text()) : Json(nullptr)}};
}

const std::vector<Field> k_work_fields = {
  {"deadline", N_("By")}, {"kind", N_("What is due"), Show::state},
  {"number", N_("No.")},  {"state", N_("State"), Show::state},
  {"label", N_("About")}, {"since", N_("Since")}};

util::Result<int> run_work(Session& session, const services::Context& context,
                           const store::WorkPart& part)
{
  Json rows = Json::array();
  const services::WorkPage page = services::list_work(context, part);
  for (const services::WorkItem& item : page.items) {
    rows.push_back(row_of(session.texts(), item, session.form()));
  }
  const Json next = page.more ? Json(services::to_text(page.items.back().place())) : Json(nullptr);
  note_more(session, next);
  return session.show(
    {{{"schema", "myatlas/work/1"}, {"work", rows}, {"next", next}}, k_work_fields, "work"});
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
  .declare = with_request<bind_work, read_work, run_work>,
  .store = Use::read,
  .login = Login::host,
};

} // namespace myatlas::cli
