"""Services as a citizen meets them: browsing, forms, papers, eligibility, due dates, numbers. Pure; no Qt."""
