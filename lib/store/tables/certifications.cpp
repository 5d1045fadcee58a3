#include "store/tables/certifications.hpp"

#include "store/rows.hpp"

namespace myatlas::store {

namespace {

using domain::Certification;

Certification blank_certification()
{
  static const domain::RncpCode k_any = as_stored(domain::RncpCode::parse("RS1"));
  return {.code = k_any};
}

constexpr auto k_certification =
  table("certification", blank_certification, Column("code", &Certification::code, Part::key),
        Column("title", &Certification::title), Column("starts", &Certification::starts),
        Column("ends", &Certification::ends), Column("active", &Certification::active),
        Column("apprenticeship", &Certification::apprenticeship));

} // namespace

std::optional<Certification> Certifications::find(const domain::RncpCode& code) const
{
  return first_where<k_certification>(m_engine, "code = $1", {code});
}

bool Certifications::any() const
{
  return has_row(m_engine, "select 1 from certification limit 1");
}

Certifications::Put Certifications::put(const Certification& certification,
                                        const std::optional<Certification>& known)
{
  if (known == certification) {
    return Put::same;
  }
  put_row<k_certification>(m_engine, certification);
  return known ? Put::changed : Put::added;
}

} // namespace myatlas::store
