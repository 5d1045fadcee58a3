#include "texts/deadline_words.hpp"

#include "domain/dossiers/deadline.hpp"
#include "domain/values/names.hpp"
#include "texts/texts.hpp"
#include "util/ranges.hpp"

namespace myatlas::texts {

namespace {

using domain::DeadlineKind;

struct DeadlineWords
{
  DeadlineKind kind;
  const char* text; // {0} the subject, {1} what it is known by
};

constexpr DeadlineWords k_deadline_words[] = {
  {DeadlineKind::send_request, N_("Send the request {0}: {1}")},
  {DeadlineKind::answer_request, N_("Complete the dossier {0}: {1}")},
  {DeadlineKind::decide_request, N_("The OPCO answers on the contract {0}: {1}")},
  {DeadlineKind::last_invoice, N_("Last invoice and certificate of the contract {0}: {1}")},
  {DeadlineKind::open_instalment,
   N_("Invoice the instalment of the contract {0}, from this day on: {1}")},
  {DeadlineKind::pay_invoice, N_("The OPCO pays the invoice {0} of the first instalment: {1}")},
  {DeadlineKind::declare, N_("Declare the contribution of the branch, {0}: {1}")},
  {DeadlineKind::pay_declaration, N_("Pay the declaration {0}: {1}")},
};
static_assert(domain::has_all<k_deadline_words, &DeadlineWords::kind>());

// "-" where there is nothing.
std::string or_dash(const std::string& text)
{
  return text.empty() ? "-" : text;
}

} // namespace

std::string due_in_words(const Texts& texts, std::string_view kind, const DueOn& on)
{
  const DeadlineWords* const words = util::find_first(
    k_deadline_words, [&](const DeadlineWords& one) { return domain::to_text(one.kind) == kind; });
  return words == nullptr ? on.subject : texts.trf(words->text, on.subject, or_dash(on.about));
}

} // namespace myatlas::texts
