#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/dossiers/request_rules.hpp"
#include "services/context.hpp"
#include "services/staff.hpp"
#include "util/member_of.hpp"
#include "util/secret_hash.hpp"

namespace myatlas::services {

// What requests are looked at against: who may file for an establishment, whom its company employs,
// what the registers say of it and of training providers. Each is asked for once, however many
// requests there are; what is known beyond a bound is forgotten and asked for again.
class Surroundings
{
public:
  // Whether other dossiers are looked through for a reference, or the caller has done so.
  enum class References
  {
    asked,
    told_apart,
  };

  explicit Surroundings(const Context& context, References references = References::asked)
    : m_context(context), m_references(references)
  {
  }

  const Context& context() const { return m_context; }

  Outcome may_file(domain::Siret establishment);
  const Staff& staff(domain::Siren company);
  void hired(domain::Siren company); // its staff has changed

  // The number of the dossier that has a reference.
  std::optional<std::string> holder(domain::Siren company, const std::string& reference) const;

  // For domain::findings.
  domain::RequestFacts facts_about(const domain::FundingRequest& request);

private:
  struct Place
  {
    domain::Zone zone = domain::Zone::france;
    std::string idcc;
    bool is_closed = false;
    bool is_not_certified = false; // a provider known to be without Qualiopi
  };

  const Place& place(domain::Siret siret);
  Place look_up(domain::Siret siret) const;
  Place registered(domain::Siret siret) const;
  std::vector<domain::Siret> those_that(const std::vector<domain::Siret>& sirets,
                                        util::MemberOf<Place, bool> is_it);
  void make_room_for_staff();
  Staff read_staff(domain::Siren company) const;
  std::vector<std::string> strangers_in(const domain::FundingRequest& request);

  template <typename Value>
  using ByNumber = std::unordered_map<std::int64_t, Value, util::SecretNumberHash>;

  const Context& m_context;
  References m_references;
  ByNumber<Outcome> m_may_file;
  ByNumber<Place> m_places;
  ByNumber<Staff> m_staff;
  std::size_t m_people = 0; // in all of them
};

} // namespace myatlas::services
