#include "store/tables/waiting.hpp"

namespace myatlas::store {

std::vector<WaitingRequest> Waiting::requests(domain::RequestState state, domain::Scheme scheme,
                                              const WorkPart& part) const
{
  const WorkPlace from = part.after.value_or(WorkPlace{{}, {INT64_MIN}, ""});
  const bool with_day = !part.after || part.after->day;
  const std::string day = part.after && part.after->day ? part.after->day->text() : "";
  std::vector<WaitingRequest> found;
  const auto read = [&](const char* which, Cell first, util::Instant since,
                        std::string_view number) {
    for (const Row& row : m_engine.query(
           std::string("select number, title, changed, starts from funding_request "
                       "where state = $1 and scheme = $2 and state in ('TRANSMIS', "
                       "'EN_COURS_INSTRUCTION') and ") +
             which + " order by starts, changed, number limit $6",
           {std::string_view(domain::to_text(state)), std::string_view(domain::to_text(scheme)),
            first, since.micros, number,
            part.limit ? *part.limit - static_cast<std::int64_t>(found.size()) : INT64_MAX})) {
      found.push_back({row.text(0), row.text(1), util::Instant{row.integer(2)},
                       row.maybe_read(3, domain::Date::read)});
    }
  };
  if (with_day) {
    read("(starts, changed, number) > ($3, $4, $5)", Cell(std::string_view(day)), from.since,
         from.number);
  }
  if (!part.limit || static_cast<std::int64_t>(found.size()) < *part.limit) {
    const bool begun = part.after && !part.after->day;
    read("starts is null and $3 = '' and (changed, number) > ($4, $5)", Cell(std::string_view("")),
         begun ? from.since : util::Instant{INT64_MIN},
         begun ? std::string_view(from.number) : std::string_view());
  }
  return found;
}

std::vector<std::pair<domain::Siren, std::string>> Waiting::invoices(domain::InvoiceState state,
                                                                     const WorkPart& part) const
{
  const WorkPlace from =
    part.after && !part.after->day ? *part.after : WorkPlace{{}, {INT64_MIN}, ""};
  std::vector<std::pair<domain::Siren, std::string>> found;
  // Those nobody has looked at are all of a file that was imported: an index of them would cost
  // every import more than a look at them here.
  const std::string in_hand =
    state == domain::InvoiceState::deposee ? "" : "and state in ('EN_TRAITEMENT', 'VALIDEE') ";
  for (const Row& row : m_engine.query(
         "select provider, number from invoice where state = $1 " + in_hand +
           "and (received, number) > ($2, $3) order by received, number, provider limit $4",
         {std::string_view(domain::to_text(state)), from.since.micros,
          std::string_view(from.number), part.limit.value_or(INT64_MAX)})) {
    found.emplace_back(domain::Siren::of_checked(row.integer(0)), row.text(1));
  }
  return found;
}

} // namespace myatlas::store
