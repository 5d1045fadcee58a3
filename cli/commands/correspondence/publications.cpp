#include "operations/correspondence/publications.hpp"

#include "commands/correspondence/commands.hpp"
#include "commands/options.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

const std::vector<Field> k_publication_fields = {
  {"number", N_("No.")},         {"kind", N_("Kind"), Show::state},
  {"title", N_("Subject")},      {"summary", N_("Summary")},
  {"branch", N_("IDCC")},        {"url", N_("In full")},
  {"published", N_("Published")}};

const std::vector<Field> k_tender_fields =
  fields_and(k_publication_fields, {{"buyer", N_("Buyer")},
                                    {"contract_type", N_("Contract")},
                                    {"reference", N_("Reference")},
                                    {"deadline", N_("Answer by")},
                                    {"place", N_("Place")},
                                    {"lots", N_("Lots")},
                                    {"platform", N_("Platform")}});

constexpr Field k_withdrawn_field = {"withdrawn", N_("Withdrawn")};

View publication_view(const Json& document)
{
  View view = {document, document["kind"] == "tender" ? k_tender_fields : k_publication_fields};
  if (!document["withdrawn"].is_null()) {
    view.fields.push_back(k_withdrawn_field);
  }
  return view;
}

constexpr FormOption<operations::ListPublications> k_list_publications_options[] = {
  {"--kind", &operations::ListPublications::kind, "news|study|tender", N_("Only those of a kind")},
  {"--open", &operations::ListPublications::open, N_("Only tenders that can still be answered")},
  {"--branch", &operations::ListPublications::branch, "IDCC",
   N_("Only those of this branch or of all")},
  {"--withdrawn", &operations::ListPublications::withdrawn, N_("Those taken back too")},
};

void bind_list_publications(CommandLine& line, operations::ListPublications& o)
{
  add_options(line, o, k_list_publications_options);
}

const std::vector<Field> k_publications_fields = {
  {"number", N_("No.")},    {"kind", N_("Kind"), Show::state}, {"published", N_("Published")},
  {"title", N_("Subject")}, {"deadline", N_("Answer by")},     {"buyer", N_("Buyer")}};

View publications_view(const Json& document, bool with_withdrawn)
{
  View view = {document, k_publications_fields, "publications"};
  if (with_withdrawn) {
    view.fields.push_back(k_withdrawn_field);
  }
  return view;
}

Result<int> show_publications(Session& session, const operations::ListPublications& o,
                              const Answer& answer)
{
  return session.show(publications_view(answer.document, o.withdrawn));
}

void bind_publication(CommandLine& line, operations::PublicationName& o)
{
  line.argument(Kind::publication, o.number, N_("Number of the publication"));
}

constexpr FormOption<operations::PublicationForm> k_publish_options[] = {
  {"--kind", &operations::PublicationForm::kind, "news|study|tender", N_("What it is")},
  {"--title", &operations::PublicationForm::title, "TEXT", N_("Its subject")},
  {"--summary", &operations::PublicationForm::summary, "TEXT", N_("In a few sentences")},
  {"--branch", &operations::PublicationForm::branch, "IDCC", N_("Only for this branch")},
  {"--url", &operations::PublicationForm::url, "URL", N_("Where it is in full")},
  {"--buyer", &operations::PublicationForm::buyer, "TEXT", N_("Who buys (a tender)")},
  {"--contract-type", &operations::PublicationForm::contract_type, "TEXT",
   N_("Type of contract (a tender)")},
  {"--reference", &operations::PublicationForm::reference, "TEXT", N_("Reference (a tender)")},
  {"--deadline", &operations::PublicationForm::deadline, "RFC3339",
   N_("Answer by, with time and zone: 2026-04-30T12:00:00+02:00 (a tender)")},
  {"--place", &operations::PublicationForm::place, "TEXT", N_("Place (a tender)")},
  {"--lots", &operations::PublicationForm::lots, k_number_value, N_("Number of lots (a tender)")},
  {"--platform", &operations::PublicationForm::platform, "TEXT", N_("Where to answer (a tender)")},
};

void bind_publish(CommandLine& line, operations::PublicationForm& o)
{
  add_options(line, o, k_publish_options);
}

Result<int> show_published(Session& session, const Answer& answer)
{
  const int status = session.show(publication_view(answer.document));
  (void)session.deliver_mails();
  return status;
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
  .declare = asks<operations::k_list_publications, bind_list_publications, show_publications>,
  .operation = &operations::k_list_publications,
};

const Command k_show_publication = {
  .name = "show-publication",
  .group = Group::publications,
  .summary = N_("Show a publication"),
  .description = N_(
    "Shows news, a study or a call for tenders; the deadline of a tender with its time and zone."),
  .examples = k_show_publication_examples,
  .declare = asks<operations::k_show_publication, bind_publication, publication_view>,
  .operation = &operations::k_show_publication,
};

const Command k_admin_publish = {
  .name = "admin publish",
  .group = Group::office,
  .summary = N_("Publish news, a study or a call for tenders"),
  .description = N_("Publishes, and alerts the accounts that want to know. A tender has a buyer, a "
                    "reference and a deadline with time and zone."),
  .examples = k_publish_examples,
  .declare = asks<operations::k_publish, bind_publish, show_published>,
  .operation = &operations::k_publish,
  .keyed = true,
};

const Command k_admin_withdraw = {
  .name = "admin withdraw-publication",
  .group = Group::office,
  .summary = N_("Withdraw a publication"),
  .description = N_("Takes a publication off the list; its number still shows it."),
  .examples = k_withdraw_examples,
  .declare = asks<operations::k_withdraw, bind_publication, publication_view>,
  .operation = &operations::k_withdraw,
  .keyed = true,
};

} // namespace myatlas::cli
