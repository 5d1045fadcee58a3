#include "domain/dossiers/certification.hpp"

namespace myatlas::domain {

bool is_registered(const Certification& certification, Date day)
{
  if (certification.starts && day < *certification.starts) {
    return false;
  }
  return certification.ends ? day <= *certification.ends : certification.active;
}

} // namespace myatlas::domain
