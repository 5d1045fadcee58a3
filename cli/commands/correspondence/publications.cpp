#include "services/correspondence/publications.hpp"

#include "commands/correspondence/commands.hpp"
#include "commands/options.hpp"
#include "formats/json/json.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using services::PublicationForm;

Json json_of(const domain::Publication& p, util::Instant now)
{
  return {
    {"number", p.number},
    {"kind", domain::to_text(p.kind)},
    {"title", p.title},
    {"summary", formats::text_or_null(p.summary)},
    {"branch", formats::text_or_null(p.branch)},
    {"url", formats::text_or_null(p.url)},
    {"published", util::to_rfc3339(p.published)},
    {"buyer", formats::text_or_null(p.buyer)},
    {"contract_type", formats::text_or_null(p.contract_type)},
    {"reference", formats::text_or_null(p.reference)},
    {"deadline", p.deadline ? Json(p.deadline->text()) : Json(nullptr)},
    {"place", formats::text_or_null(p.place)},
    {"lots", p.lots ? Json(*p.lots) : Json(nullptr)},
    {"platform", formats::text_or_null(p.platform)},
    {"open", p.kind == domain::PublicationKind::tender ? Json(p.is_open(now)) : Json(nullptr)},
    {"withdrawn", p.withdrawn ? Json(util::to_rfc3339(*p.withdrawn)) : Json(nullptr)}};
}

util::Result<int> show_one(Session& session, const util::Result<domain::Publication>& publication)
{
  if (!publication) {
    return session.fail(as_options(publication.errors()));
  }
  Json document = {{"schema", "myatlas/publication/1"}};
  document.update(json_of(*publication, session.clock().now()));
  std::vector<Field> fields = {{"number", N_("No.")},         {"kind", N_("Kind"), Show::state},
                               {"title", N_("Subject")},      {"summary", N_("Summary")},
                               {"branch", N_("IDCC")},        {"url", N_("In full")},
                               {"published", N_("Published")}};
  if (publication->kind == domain::PublicationKind::tender) {
    fields.insert(fields.end(), {{"buyer", N_("Buyer")},
                                 {"contract_type", N_("Contract")},
                                 {"reference", N_("Reference")},
                                 {"deadline", N_("Answer by")},
                                 {"place", N_("Place")},
                                 {"lots", N_("Lots")},
                                 {"platform", N_("Platform")}});
  }
  if (publication->withdrawn) {
    fields.push_back({"withdrawn", N_("Withdrawn")});
  }
  return session.show({document, fields});
}

struct ListPublicationsOptions
{
  std::string kind, branch;
  bool open = false, withdrawn = false;
};

void bind_list_publications(CommandLine& line, ListPublicationsOptions& o)
{
  line.option("--kind", o.kind, "news|study|tender", N_("Only those of a kind"));
  line.flag("--open", o.open, N_("Only tenders that can still be answered"));
  line.option("--branch", o.branch, "IDCC", N_("Only those of this branch or of all"));
  line.flag("--withdrawn", o.withdrawn, N_("Those taken back too"));
}

struct PublicationQuery
{
  store::PublicationFilter filter;
  bool open = false;
};

util::Result<PublicationQuery> read_list_publications(const Session&,
                                                      const ListPublicationsOptions& o)
{
  util::Errors problems;
  store::PublicationFilter filter;
  filter.kind =
    given<domain::PublicationKind>(o.kind, domain::parse_publication_kind, "--kind", problems);
  filter.branch = o.branch;
  filter.withdrawn = o.withdrawn;
  if (!problems.empty()) {
    return problems;
  }
  return PublicationQuery{filter, o.open};
}

util::Result<int> run_list_publications(Session& session, const services::Context& context,
                                        const PublicationQuery& query)
{
  store::PublicationFilter filter = query.filter;
  filter.open_at = query.open ? std::optional(context.now()) : std::nullopt;
  Json rows = Json::array();
  for (const domain::Publication& publication : services::list_publications(context, filter)) {
    rows.push_back(json_of(publication, context.now()));
  }
  std::vector<Field> fields = {{"number", N_("No.")},          {"kind", N_("Kind"), Show::state},
                               {"published", N_("Published")}, {"title", N_("Subject")},
                               {"deadline", N_("Answer by")},  {"buyer", N_("Buyer")}};
  if (filter.withdrawn) {
    fields.push_back({"withdrawn", N_("Withdrawn")});
  }
  return session.show(
    {{{"schema", "myatlas/publications/1"}, {"publications", rows}}, fields, "publications"});
}

void bind_show_publication(CommandLine& line, std::string& number)
{
  line.argument(Kind::publication, number, N_("Number of the publication"));
}

util::Result<int> run_show_publication(Session& session, const services::Context& context,
                                       const std::string& number)
{
  return show_one(session, services::show_publication(context, number));
}

void bind_publish(CommandLine& line, PublicationForm& o)
{
  line.option("--kind", o.kind, "news|study|tender", N_("What it is"));
  line.option("--title", o.title, "TEXT", N_("Its subject"));
  line.option("--summary", o.summary, "TEXT", N_("In a few sentences"));
  line.option("--branch", o.branch, "IDCC", N_("Only for this branch"));
  line.option("--url", o.url, "URL", N_("Where it is in full"));
  line.option("--buyer", o.buyer, "TEXT", N_("Who buys (a tender)"));
  line.option("--contract-type", o.contract_type, "TEXT", N_("Type of contract (a tender)"));
  line.option("--reference", o.reference, "TEXT", N_("Reference (a tender)"));
  line.option("--deadline", o.deadline, "RFC3339",
              N_("Answer by, with time and zone: 2026-04-30T12:00:00+02:00 (a tender)"));
  line.option("--place", o.place, "TEXT", N_("Place (a tender)"));
  line.option("--lots", o.lots, "N", N_("Number of lots (a tender)"));
  line.option("--platform", o.platform, "TEXT", N_("Where to answer (a tender)"));
}

util::Result<int> run_publish(Session& session, const services::Context& context,
                              const PublicationForm& form)
{
  const auto publication = services::publish(context, form);
  util::Result<int> status = show_one(session, publication);
  if (publication) {
    (void)session.deliver_mails();
  }
  return status;
}

void bind_withdraw(CommandLine& line, std::string& number)
{
  line.argument(Kind::publication, number, N_("Number of the publication"));
}

util::Result<int> run_withdraw(Session& session, const services::Context& context,
                               const std::string& number)
{
  return show_one(session, services::withdraw(context, number));
}

constexpr Example k_list_publications_examples[] = {
  {N_("What is new"), "myatlas list-publications"},
  {N_("Tenders that can still be answered"), "myatlas list-publications --kind tender --open"},
};
constexpr Example k_show_publication_examples[] = {
  {N_("A tender with its deadline"), "myatlas show-publication P2026-0000001"},
  {N_("Its deadline alone"), "myatlas show-publication P2026-0000001 -o json | jq -r .deadline"},
};
constexpr Example k_publish_examples[] = {
  {N_("News"),
   "myatlas admin publish --kind news --title 'Critères 2026' --url https://www.opco-atlas.fr/"},
  {N_("A tender"),
   "myatlas admin publish --kind tender --title 'Formations en cybersécurité' --buyer 'OPCO Atlas' "
   "--reference AO-2026-03 "
   "--deadline 2026-04-30T12:00:00+02:00 --platform https://www.marches-publics.info/"},
};
constexpr Example k_withdraw_examples[] = {
  {N_("Published by mistake"), "myatlas admin withdraw-publication P2026-0000001"},
  {N_("Answered as JSON"), "myatlas admin withdraw-publication P2026-0000001 -o json"},
};

} // namespace

const Command k_list_publications = {
  .name = "list-publications",
  .group = Group::publications,
  .summary = N_("List news, studies and calls for tenders"),
  .description = N_("Lists what the OPCO published: tenders by their deadline, then the rest, the "
                    "latest first. --open keeps the tenders that can still be answered."),
  .examples = k_list_publications_examples,
  .declare = with_request<bind_list_publications, read_list_publications, run_list_publications>,
  .store = Use::read,
  .login = Login::none,
};

const Command k_show_publication = {
  .name = "show-publication",
  .group = Group::publications,
  .summary = N_("Show a publication"),
  .description = N_(
    "Shows news, a study or a call for tenders; the deadline of a tender with its time and zone."),
  .examples = k_show_publication_examples,
  .declare = with_options<bind_show_publication, run_show_publication>,
  .store = Use::read,
  .login = Login::none,
};

const Command k_admin_publish = {
  .name = "admin publish",
  .group = Group::office,
  .summary = N_("Publish news, a study or a call for tenders"),
  .description = N_("Publishes, and alerts the accounts that want to know. A tender has a buyer, a "
                    "reference and a deadline with time and zone."),
  .examples = k_publish_examples,
  .declare = with_options<bind_publish, run_publish>,
  .store = Use::write,
  .login = Login::host,
  .keyed = true,
};

const Command k_admin_withdraw = {
  .name = "admin withdraw-publication",
  .group = Group::office,
  .summary = N_("Withdraw a publication"),
  .description = N_("Takes a publication off the list; its number still shows it."),
  .examples = k_withdraw_examples,
  .declare = with_options<bind_withdraw, run_withdraw>,
  .store = Use::write,
  .login = Login::host,
  .keyed = true,
};

} // namespace myatlas::cli
