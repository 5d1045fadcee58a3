#include "services/surroundings.hpp"

#include <algorithm>

#include "services/companies/sirene.hpp"
#include "services/rights.hpp"
#include "util/member_of.hpp"

namespace myatlas::services {

namespace {

using domain::Siren;
using domain::Siret;

constexpr std::size_t k_most_places = 50'000;  // some hundred bytes each
constexpr std::size_t k_most_people = 400'000; // some ninety bytes each

// Room for one more: a file that names more than there is room for asks again.
template <typename Map>
void make_room(Map& map)
{
  if (map.size() >= k_most_places) {
    map.clear();
  }
}

// Of an establishment or, where it has none, of its company.
std::string idcc_of(const domain::Establishment& establishment,
                    const std::optional<domain::Company>& company)
{
  const bool is_its_own = !establishment.idcc.empty() || !company;
  return is_its_own ? establishment.idcc : company->idcc.value_or("");
}

bool is_stranger(const domain::Trainee& trainee, const Staff& staff)
{
  return trainee.employee.empty() && !staff.empty() && !staff.has(trainee.name);
}

} // namespace

Outcome Surroundings::may_file(Siret establishment)
{
  const auto known = m_may_file.find(establishment.number());
  if (known != m_may_file.end()) {
    return known->second;
  }
  make_room(m_may_file);
  return m_may_file.emplace(establishment.number(), allow(m_context, Act::file, establishment))
    .first->second;
}

const Staff& Surroundings::staff(Siren company)
{
  const auto known = m_staff.find(company.number());
  if (known != m_staff.end()) {
    return known->second;
  }
  make_room_for_staff();
  const Staff& staff = m_staff[company.number()] = read_staff(company);
  m_people += staff.size();
  return staff;
}

void Surroundings::make_room_for_staff()
{
  if (m_people >= k_most_people || m_staff.size() >= k_most_places) {
    m_staff.clear();
    m_people = 0;
  }
}

Staff Surroundings::read_staff(Siren company) const
{
  Staff staff;
  const auto add = [&](const domain::Employee& employee) { staff.add(employee); };
  m_context.store.employees().for_each_name(perimeter_of(m_context), company, add);
  staff.close();
  return staff;
}

void Surroundings::hired(Siren company)
{
  m_staff.erase(company.number());
}

std::optional<std::string> Surroundings::holder(Siren company, const std::string& reference) const
{
  const auto other = m_references == References::asked
                       ? m_context.store.funding_requests().find_reference(company, reference)
                       : std::nullopt;
  return other ? std::optional(other->number) : std::nullopt;
}

const Surroundings::Place& Surroundings::place(Siret siret)
{
  const auto known = m_places.find(siret.number());
  if (known != m_places.end()) {
    return known->second;
  }
  make_room(m_places);
  return m_places[siret.number()] = look_up(siret);
}

Surroundings::Place Surroundings::look_up(Siret siret) const
{
  Place place = registered(siret);
  place.is_closed =
    m_context.store.opco_register().is_closed(siret) || is_publicly_closed(m_context, siret);
  place.is_not_certified = has_qualiopi(m_context, siret) == false;
  return place;
}

Surroundings::Place Surroundings::registered(Siret siret) const
{
  Place place;
  store::Register opco_register = m_context.store.opco_register();
  if (const auto establishment = opco_register.establishment(siret)) {
    place.zone = domain::zone_of(establishment->postcode);
    place.idcc = idcc_of(*establishment, opco_register.company(siret.siren()));
  }
  return place;
}

std::vector<Siret> Surroundings::those_that(const std::vector<Siret>& sirets,
                                            util::MemberOf<Place, bool> is_it)
{
  std::vector<Siret> found;
  std::ranges::copy_if(sirets, std::back_inserter(found),
                       [&](Siret siret) { return place(siret).*is_it; });
  return found;
}

std::vector<std::string> Surroundings::strangers_in(const domain::FundingRequest& request)
{
  std::vector<std::string> strangers;
  const Staff& staff = this->staff(request.siret.siren());
  for (const domain::Trainee& trainee : request.trainees) {
    if (is_stranger(trainee, staff)) {
      strangers.push_back(trainee.name);
    }
  }
  return strangers;
}

domain::RequestFacts Surroundings::facts_about(const domain::FundingRequest& request)
{
  domain::RequestFacts facts;
  facts.today = m_context.today();
  facts.zone = place(request.siret).zone;
  facts.idcc = place(request.siret).idcc;
  std::vector<Siret> sirets = request.providers();
  facts.not_certified = those_that(sirets, &Place::is_not_certified);
  sirets.push_back(request.siret);
  facts.closed = those_that(sirets, &Place::is_closed);
  facts.strangers = strangers_in(request);
  if (!request.number.empty()) {
    facts.documents = domain::uses_of(m_context.store.funding_requests().documents(request));
  }
  return facts;
}

} // namespace myatlas::services
