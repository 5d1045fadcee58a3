#include "services/correspondence/publications.hpp"

#include "domain/values/codes.hpp"
#include "formats/json/json.hpp"
#include "services/form_values.hpp"
#include "services/notices/notices.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

void take_text(std::string& into, const std::string& text, const char* name, util::Errors& problems)
{
  into = util::collect(comment_of(text), problems, name).value_or("");
}

util::Result<std::int64_t> lots_in(const std::string& text)
{
  const bool right = util::is_digits(text) && text.size() < 5;
  return right ? util::Result<std::int64_t>(std::stoll(text))
               : util::Error{"publication.lots", {text}};
}

void take_tender(domain::Publication& publication, const PublicationForm& form, util::Instant now,
                 util::Errors& problems)
{
  take_text(publication.buyer, form.buyer, "buyer", problems);
  take_text(publication.contract_type, form.contract_type, "contract_type", problems);
  take_text(publication.reference, form.reference, "reference", problems);
  take_text(publication.place, form.place, "place", problems);
  take_text(publication.platform, form.platform, "platform", problems);
  if (!form.lots.empty()) {
    publication.lots = util::collect(lots_in(form.lots), problems, "lots");
  }
  require({{"buyer", &form.buyer}, {"reference", &form.reference}, {"deadline", &form.deadline}},
          problems);
  if (form.deadline.empty()) {
    return;
  }
  publication.deadline =
    util::collect(domain::parse_zoned_time(form.deadline), problems, "deadline");
  if (publication.deadline && publication.deadline->instant <= now) {
    problems.push_back(
      util::Error{"publication.deadline_past", {publication.deadline->text()}}.at("deadline"));
  }
}

// Only a tender has these.
void refuse_tender(const PublicationForm& form, util::Errors& problems)
{
  for (const auto& [name, text] : {std::pair{"buyer", &form.buyer},
                                   {"contract_type", &form.contract_type},
                                   {"reference", &form.reference},
                                   {"deadline", &form.deadline},
                                   {"place", &form.place},
                                   {"platform", &form.platform},
                                   {"lots", &form.lots}}) {
    if (!text->empty()) {
      problems.push_back(util::Error{"publication.only_tender", {name}}.at(name));
    }
  }
}

void check_url(const std::string& url, util::Errors& problems)
{
  if (!url.empty() && (!(url.starts_with("https://") || url.starts_with("http://")) ||
                       url.find_first_of(" \"<>") != url.npos)) {
    problems.push_back(util::Error{"publication.url", {url}}.at("url"));
  }
}

domain::Publication publication_in(const Context& context, const PublicationForm& form,
                                   util::Errors& problems)
{
  domain::Publication publication;
  publication.published = context.now();
  if (util::trim(form.title).empty()) {
    problems.push_back(util::Error{"field.required", {"title"}}.at("title"));
  }
  if (form.kind.empty()) {
    problems.push_back(util::Error{"field.required", {"kind"}}.at("kind"));
  }
  std::optional<domain::PublicationKind> kind;
  if (!form.kind.empty()) {
    kind = util::collect(domain::parse_publication_kind(form.kind), problems, "kind");
  }
  take_text(publication.title, form.title, "title", problems);
  take_text(publication.summary, form.summary, "summary", problems);
  take_text(publication.url, form.url, "url", problems);
  check_url(publication.url, problems);
  if (!form.branch.empty()) {
    const auto idcc = util::collect(domain::Idcc::parse(form.branch), problems, "branch");
    publication.branch = idcc ? idcc->text() : "";
  }
  if (kind == domain::PublicationKind::tender) {
    take_tender(publication, form, context.now(), problems);
  } else if (kind) {
    refuse_tender(form, problems);
  }
  publication.kind = kind.value_or(publication.kind);
  return publication;
}

} // namespace

util::Result<domain::Publication> publish(const Context& context, const PublicationForm& form)
{
  util::Errors problems;
  domain::Publication publication = publication_in(context, form, problems);
  if (!problems.empty()) {
    return problems;
  }
  store::Transaction write(context.store, context.deed());
  publication.number = context.store.publications().next_number(context.today().year());
  context.store.publications().put(publication);
  const bool tender = publication.kind == domain::PublicationKind::tender;
  tell_all(context,
           {tender ? domain::AlertEvent::tender_published : domain::AlertEvent::news_published,
            publication.number, publication.title, context.now()});
  write.record(
    {store::AuditKind::publication, publication.number}, std::nullopt,
    formats::Json{{"kind", domain::to_text(publication.kind)}, {"title", publication.title}}
      .dump());
  write.commit();
  return publication;
}

util::Result<domain::Publication> withdraw(const Context& context, const std::string& number)
{
  store::Transaction write(context.store, context.deed());
  auto publication = show_publication(context, number);
  if (!publication) {
    return publication;
  }
  if (publication->withdrawn) {
    return util::Error{"publication.withdrawn", {publication->number}}.at("number");
  }
  publication->withdrawn = context.now();
  context.store.publications().put(*publication);
  write.record({store::AuditKind::publication, publication->number}, std::nullopt,
               R"({"withdrawn":true})");
  write.commit();
  return publication;
}

std::vector<domain::Publication> list_publications(const Context& context,
                                                   const store::PublicationFilter& filter)
{
  return context.store.publications().list(filter);
}

util::Result<domain::Publication> show_publication(const Context& context,
                                                   const std::string& number)
{
  const auto found = context.store.publications().find(util::to_upper(util::trim(number)));
  return found ? util::Result<domain::Publication>(*found)
               : util::Result<domain::Publication>(
                   util::Error{"publication.unknown", {number}}.at("number"));
}

} // namespace myatlas::services
