"""Real decisions: headings glued to their first sentence, short names of their own, classes with long modifiers."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

Rows = list[tuple[str, str, str]]


def rows(body: str) -> Rows:
    plan = extract_text(HEADS["none"] + body)
    return [(row.section, row.agency, row.role) for row in plan.responsibilities]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "1. Trách nhiệm của Bộ Tư pháp Chủ trì, phối hợp với Bộ Nội vụ soạn dự thảo.\n",
            [("1", "Bộ Tư pháp", "lead"), ("1", "Bộ Nội vụ", "coordinate")],
            id="a capital verb behind a field begins the task",
        ),
        pytest.param(
            "1. Bộ Công Thương Chỉ đạo Tập đoàn Điện lực Việt Nam kéo điện ra đảo.\n",
            [("1", "Bộ Công Thương", "lead")],
            id="also one that other names hold",
        ),
        pytest.param(
            "1. Ban Cơ yếu Chính phủ Phối hợp với Bộ Y tế cấp chữ ký số.\n",
            [("1", "Ban Cơ yếu Chính phủ", "lead"), ("1", "Bộ Y tế", "coordinate")],
            id="behind a name of other heads",
        ),
        pytest.param(
            "1. Viện Khoa học hình sự Rà soát máy giám định.\n",
            [("1", "Viện Khoa học hình sự", "lead")],
            id="behind a name that the lexicon does not know",
        ),
        pytest.param(
            "1. Cục Gìn giữ hòa bình Việt Nam cử sĩ quan đi học.\n",
            [("1", "Cục Gìn giữ hòa bình Việt Nam", "lead")],
            id="a verb is still part of a name",
        ),
    ],
)
def test_a_heading_glued_to_its_first_sentence(body: str, expected: Rows) -> None:
    assert rows(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "1. Trung tâm Cứu hộ biển Việt Nam (MRCC) lập đội trực.\n2. Bộ Y tế phối hợp với MRCC tập huấn.\n"
            "3. MRCC có trách nhiệm nhận tin báo.\n",
            [
                ("1", "Trung tâm Cứu hộ biển Việt Nam", "lead"),
                ("2", "Bộ Y tế", "lead"),
                ("2", "Trung tâm Cứu hộ biển Việt Nam", "coordinate"),
                ("3", "Trung tâm Cứu hộ biển Việt Nam", "lead"),
            ],
            id="capitals in a bracket",
        ),
        pytest.param(
            "Lập Ủy ban Quốc gia phòng, chống lao và phong (sau đây gọi tắt là Ủy ban Quốc gia).\n"
            "Điều 2. Nhiệm vụ, quyền hạn của Ủy ban Quốc gia\n1. Duyệt đề án.\n2. Kiểm tra các bệnh viện.\n",
            [
                ("Điều 2.1", "Ủy ban Quốc gia phòng, chống lao và phong", "lead"),
                ("Điều 2.2", "Ủy ban Quốc gia phòng, chống lao và phong", "lead"),
            ],
            id="a name in words, whose duties are an article",
        ),
        pytest.param(
            "1. Sở Nội vụ (PCCC) rà soát thiết bị.\n2. Sở Y tế (gọi tắt là Sở) khám bệnh.\n3. Sở bố trí xe.\n",
            [("1", "Sở Nội vụ", "lead"), ("2", "Sở Y tế", "lead")],
            id="one word names nobody",
        ),
    ],
)
def test_short_names_stand_for_the_bodies_a_document_gives_them(body: str, expected: Rows) -> None:
    assert rows(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "1. Các ngành Y tế, Giáo dục và Đào tạo và các ngành liên quan có trách nhiệm khám mắt học sinh.\n",
            [("1", "Ngành Y tế", "lead"), ("1", "Ngành Giáo dục và Đào tạo", "lead"), ("1", "Ngành liên quan", "lead")],
            id="branches by their fields",
        ),
        pytest.param("1. Các cấp, các ngành tiết kiệm điện.\n", [], id="branches alone are nobody"),
        pytest.param(
            "1. Cơ quan được giao nhiệm vụ lập bản đồ ngập có trách nhiệm chủ trì, phối hợp với Sở Y tế khảo sát.\n",
            [("1", "Cơ quan được giao nhiệm vụ lập bản đồ ngập", "lead"), ("1", "Sở Y tế", "coordinate")],
            id="a class by what it was given to do",
        ),
        pytest.param(
            "1. Đối với các trường chưa có nhà vệ sinh: Khẩn trương lập dự toán.\n",
            [("1", "Trường chưa có nhà vệ sinh", "lead")],
            id="a class that a heading narrows",
        ),
        pytest.param(
            "1. Trưởng ban: Giám đốc Sở Y tế.\n2. Các Phó Trưởng ban: Giám đốc Sở Nội vụ, Giám đốc Sở Tài chính.\n",
            [],
            id="members of a committee",
        ),
        pytest.param(
            "1. [3] Sở Y tế có trách nhiệm phun thuốc.\n",
            [("1", "Sở Y tế", "lead")],
            id="the mark of a footnote",
        ),
        pytest.param(
            "1. Các đơn vị nghiệp vụ của Bộ Công an dựng rào chắn.\n2. Sở Y tế các tỉnh, thành phố chuẩn bị giường.\n",
            [("1", "Đơn vị nghiệp vụ Bộ Công an", "lead"), ("2", "Sở Y tế tỉnh, thành phố", "lead")],
            id="whose bodies they are",
        ),
        pytest.param(
            "a) Chủ trì, phối hợp với các bộ, ngành soạn giáo trình.\n",
            [("a", "Bộ, ngành", "coordinate")],
            id="partners where the subject is lost",
        ),
        pytest.param(
            "Điều 6. Đánh giá, sửa đổi quy hoạch\n1. Sở Xây dựng chủ trì rà soát bản đồ.\n",
            [("Điều 6.1", "Sở Xây dựng", "lead")],
            id="an article about judging is no heading of what was done",
        ),
    ],
)
def test_classes_and_members(body: str, expected: Rows) -> None:
    assert rows(body) == expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        pytest.param(
            "2. Bộ Y tế chủ trì sửa thể chế về dược, tập trung vào:",
            [("2", "Bộ Y tế", "lead"), ("2.a", "Bộ Y tế", "lead"), ("2.b", "Bộ Y tế", "lead")],
            id="what is told stands below",
        ),
        pytest.param(
            "2. Bộ Y tế mở đợt thi đua, trong đó chú trọng:", [("2", "Bộ Y tế", "lead")], id="only details stand below"
        ),
    ],
)
def test_lettered_items_under_a_sentence(lead: str, expected: Rows) -> None:
    body = f"1. Bộ Nội vụ rà soát biên chế.\n{lead}\na) Soạn dự thảo nghị định;\nb) Lập danh mục thuốc hiếm.\n"
    assert rows(body)[1:] == expected
