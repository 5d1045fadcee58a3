#include "services/correspondence/publications.hpp"

#include "commands/commands.hpp"
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

util::Result<int> run_list_publications(Session& session, const ListPublicationsOptions& o)
{
  util::Errors problems;
  store::PublicationFilter filter;
  filter.kind =
    given<domain::PublicationKind>(o.kind, domain::parse_publication_kind, "--kind", problems);
  filter.branch = o.branch;
  filter.withdrawn = o.withdrawn;
  if (!problems.empty()) {
    return session.fail(problems);
  }
  TRY_ASSIGN(const services::Context* context, session.open(store::Store::Use::read, Login::none));
  filter.open_at = o.open ? std::optional(context->now()) : std::nullopt;
  Json rows = Json::array();
  for (const domain::Publication& publication : services::list_publications(*context, filter)) {
    rows.push_back(json_of(publication, context->now()));
  }
  std::vector<Field> fields = {{"number", N_("No.")},          {"kind", N_("Kind"), Show::state},
                               {"published", N_("Published")}, {"title", N_("Subject")},
                               {"deadline", N_("Answer by")},  {"buyer", N_("Buyer")}};
  if (o.withdrawn) {
    fields.push_back({"withdrawn", N_("Withdrawn")});
  }
  return session.show(
    {{{"schema", "myatlas/publications/1"}, {"publications", rows}}, fields, "publications"});
}

util::Result<int> run_show_publication(Session& session, const std::string& number)
{
  return show_one(session, session.in_store(store::Store::Use::read, Login::none,
                                            [&](const services::Context& context) {
                                              return services::show_publication(context, number);
                                            }));
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

util::Result<int> run_publish(Session& session, const PublicationForm& form)
{
  const auto publication =
    session.in_store(store::Store::Use::write, Login::host, [&](const services::Context& context) {
      return services::publish(context, form);
    });
  util::Result<int> status = show_one(session, publication);
  if (publication) {
    (void)session.deliver_mails();
  }
  return status;
}

util::Result<int> run_withdraw(Session& session, const std::string& number)
{
  return show_one(session, session.in_store(store::Store::Use::write, Login::host,
                                            [&](const services::Context& context) {
                                              return services::withdraw(context, number);
                                            }));
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
  "list-publications",
  Group::publications,
  N_("List news, studies and calls for tenders"),
  N_("Lists what the OPCO published: tenders by their deadline, then the rest, the latest first. "
     "--open keeps the tenders that can still be "
     "answered."),
  k_list_publications_examples,
  [](CommandLine& line) {
    declare_with<ListPublicationsOptions>(
      line,
      [](CommandLine& l, ListPublicationsOptions& o) {
        l.option("--kind", o.kind, "news|study|tender", N_("Only those of a kind"));
        l.flag("--open", o.open, N_("Only tenders that can still be answered"));
        l.option("--branch", o.branch, "IDCC", N_("Only those of this branch or of all"));
        l.flag("--withdrawn", o.withdrawn, N_("Those taken back too"));
      },
      run_list_publications);
  }};

const Command k_show_publication = {
  "show-publication",
  Group::publications,
  N_("Show a publication"),
  N_("Shows news, a study or a call for tenders; the deadline of a tender with its time and zone."),
  k_show_publication_examples,
  [](CommandLine& line) {
    declare_with<std::string>(
      line,
      [](CommandLine& l, std::string& n) {
        l.argument(Kind::publication, n, N_("Number of the publication"));
      },
      run_show_publication);
  }};

const Command k_admin_publish = {
  "admin publish",
  Group::office,
  N_("Publish news, a study or a call for tenders"),
  N_("Publishes, and alerts the accounts that want to know. A tender has a buyer, a reference and "
     "a deadline with time and zone."),
  k_publish_examples,
  [](CommandLine& line) { declare_with<PublicationForm>(line, bind_publish, run_publish); }};

const Command k_admin_withdraw = {
  "admin withdraw-publication",
  Group::office,
  N_("Withdraw a publication"),
  N_("Takes a publication off the list; its number still shows it."),
  k_withdraw_examples,
  [](CommandLine& line) {
    declare_with<std::string>(
      line,
      [](CommandLine& l, std::string& n) {
        l.argument(Kind::publication, n, N_("Number of the publication"));
      },
      run_withdraw);
  }};

} // namespace myatlas::cli
