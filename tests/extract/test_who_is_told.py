"""Responsibilities outside district plans: two tiers, ministries, persons by office, articles, headings, chains."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

from ntm_extract.plan import Plan

COMMUNE = """\
ỦY BAN NHÂN DÂN
XÃ NAM ĐÀ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 31/KH-UBND
Nam Đà, ngày 14 tháng 11 năm 2025
KẾ HOẠCH
Chuyển đổi số năm 2026
"""
MINISTRY = """\
BỘ Y TẾ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 77/QĐ-BYT
Hà Nội, ngày 14 tháng 11 năm 2025
QUYẾT ĐỊNH
Về việc phê duyệt Chương trình nước sạch trường học
"""
Told = list[tuple[str, str]]


def told(plan: Plan) -> Told:
    return [(row.agency, row.role) for row in plan.responsibilities]


def at(plan: Plan) -> list[tuple[str, str, str]]:
    return [(row.section, row.agency, row.role) for row in plan.responsibilities]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        # names
        (
            "Trung tâm Phục vụ hành chính công số hóa hồ sơ.",
            [("Trung tâm Phục vụ hành chính công", "lead")],
        ),
        (
            "Văn phòng HĐND và UBND xã theo dõi tiến độ.",
            [("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã", "lead")],
        ),
        ("Phòng VH-XH chọn thôn làm điểm.", [("Phòng Văn hóa - Xã hội", "lead")]),
        ("Sở NN&MT hướng dẫn đo đạc.", [("Sở Nông nghiệp và Môi trường", "lead")]),
        ("Bộ Công Thương rà soát định mức.", [("Bộ Công Thương", "lead")]),
        ("VNPT khu vực khảo sát vùng lõm sóng.", [("VNPT khu vực", "lead")]),
        (
            "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh khuyến khích trả lương qua thẻ.",
            [("Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh", "lead")],
        ),
        ("Hội Chữ thập đỏ Việt Nam vận động quyên góp.", [("Hội Chữ thập đỏ Việt Nam", "lead")]),
        ("Tòa án nhân dân khu vực 4 xét xử lưu động.", [("Tòa án nhân dân khu vực 4", "lead")]),
        ("Đảng ủy UBND tỉnh lãnh đạo việc sắp xếp.", [("Đảng ủy Ủy ban nhân dân tỉnh", "lead")]),
        ("Báo Bạc Liêu dựng phóng sự về giếng làng.", [("Báo Bạc Liêu", "lead")]),
        (
            "Cục Kinh tế hợp tác và Phát triển nông thôn tập huấn cho hợp tác xã.",
            [("Cục Kinh tế hợp tác và Phát triển nông thôn", "lead")],
        ),
        (
            "Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn tỉnh trực ban.",
            [("Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn tỉnh", "lead")],
        ),
        ("Cục Gìn giữ hòa bình Việt Nam chọn quân y.", [("Cục Gìn giữ hòa bình Việt Nam", "lead")]),
        (
            "Đài Truyền hình Việt Nam, Thông tấn xã Việt Nam đưa tin.",
            [("Đài Truyền hình Việt Nam", "lead"), ("Thông tấn xã Việt Nam", "lead")],
        ),
        (
            "Các bộ, cơ quan ngang bộ, UBND các tỉnh, thành phố trực thuộc trung ương lập danh mục.",
            [
                ("Bộ, cơ quan ngang bộ", "lead"),
                ("Ủy ban nhân dân tỉnh, thành phố trực thuộc trung ương", "lead"),
            ],
        ),
        (
            "UBND xã, phường, đặc khu báo cáo số hộ đã nối nước.",
            [("Ủy ban nhân dân xã, phường, đặc khu", "lead")],
        ),
        (
            "Chi cục Thủy lợi thuộc Sở Nông nghiệp và Môi trường kiểm tra hồ chứa.",
            [("Chi cục Thủy lợi", "lead")],
        ),
        # the Party's
        (
            "Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy quán triệt đến chi bộ.",
            [("Huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy", "lead")],
        ),
        (
            "Văn phòng Tỉnh ủy phối hợp với các ban đảng Tỉnh ủy soạn sổ tay.",
            [("Văn phòng Tỉnh ủy", "lead"), ("Ban đảng Tỉnh ủy", "coordinate")],
        ),
        ("Các chi bộ, đảng bộ trực thuộc sinh hoạt chuyên đề.", [("Chi bộ, đảng bộ trực thuộc", "lead")]),
        # classes that are narrowed, and what they make
        (
            "UBND các xã có hồ chứa chủ trì, phối hợp với Công an tỉnh cắm biển báo.",
            [("Ủy ban nhân dân xã có hồ chứa", "lead"), ("Công an tỉnh", "coordinate")],
        ),
        ("UBND các xã có kế hoạch chỉ đạo thôn, bản.", [("Ủy ban nhân dân xã", "lead")]),
        ("Các địa phương có rừng tăng cường tuần tra.", [("Địa phương có rừng", "lead")]),
        ("Các nhà máy, cơ sở chế biến gỗ phải lắp quạt hút bụi.", [("Nhà máy, cơ sở chế biến gỗ", "lead")]),
        ("Các doanh nghiệp vận tải cam kết giữ giá vé.", [("Doanh nghiệp vận tải", "lead")]),
        ("Các doanh nghiệp trên địa bàn tích cực tham gia hội chợ.", [("Doanh nghiệp", "lead")]),
        (
            "Cơ quan được phân công chủ trì thực hiện nhiệm vụ lập dự toán.",
            [("Cơ quan được phân công chủ trì thực hiện nhiệm vụ", "lead")],
        ),
        ("Hợp tác xã Nông nghiệp Nam Đà thu mua ngô giống.", [("Hợp tác xã Nông nghiệp Nam Đà", "lead")]),
        (
            "Bảo hiểm xã hội cơ sở Krông Nô phối hợp với Thuế cơ sở 5 đối chiếu sổ.",
            [("Bảo hiểm xã hội cơ sở Krông Nô", "lead"), ("Thuế cơ sở 5", "coordinate")],
        ),
        (
            "Trạm Y tế xã phối hợp với các trường khám mắt, với sự tham gia của Hội Chữ thập đỏ xã.",
            [("Trạm Y tế xã", "lead"), ("Trường", "coordinate"), ("Hội Chữ thập đỏ xã", "coordinate")],
        ),
        (
            "Ban Quản lý dự án đầu tư xây dựng khu vực Krông Nô, Đội Quản lý thị trường số 3 niêm yết giá.",
            [
                ("Ban Quản lý Dự án đầu tư xây dựng khu vực Krông Nô", "lead"),
                ("Đội Quản lý thị trường số 3", "lead"),
            ],
        ),
        (
            "Trường Cao đẳng Sư phạm, các trường mầm non trên địa bàn tỉnh mở hội thi.",
            [("Trường Cao đẳng Sư phạm", "lead"), ("Trường mầm non tỉnh", "lead")],
        ),
        (
            "Tổ bảo vệ an ninh, trật tự ở cơ sở phối hợp với dân quân thường trực tuần tra.",
            [("Tổ bảo vệ an ninh, trật tự ở cơ sở", "lead"), ("Dân quân thường trực", "coordinate")],
        ),
        ("Ban Nhân dân các ấp vận động phân loại rác.", [("Ban Nhân dân ấp", "lead")]),
        ("Ban Chỉ huy Quân sự tỉnh phân công thành viên phụ trách kho.", [("Ban Chỉ huy Quân sự tỉnh", "lead")]),
        ("Chủ đầu tư khẩn trương dọn mặt bằng.", [("Chủ đầu tư", "lead")]),
        (
            "Tập đoàn Điện lực Việt Nam, Tổng công ty Truyền tải điện Quốc gia đẩy nhanh việc dựng cột.",
            [("Tập đoàn Điện lực Việt Nam", "lead"), ("Tổng công ty Truyền tải điện Quốc gia", "lead")],
        ),
        (
            "Chi cục Dân số - Trẻ em và Phòng, chống tệ nạn xã hội mở lớp.",
            [("Chi cục Dân số - Trẻ em và Phòng, chống tệ nạn xã hội", "lead")],
        ),
        ("Ban Dân tộc HĐND tỉnh giám sát.", [("Ban Dân tộc Hội đồng nhân dân tỉnh", "lead")]),
        ("Giáo viên chủ nhiệm rà soát sách giáo khoa.", [("Giáo viên chủ nhiệm", "lead")]),
        ("Hội đồng thẩm định tổ chức họp trực tuyến.", [("Hội đồng thẩm định", "lead")]),
        ("Các đơn vị trực thuộc Bộ Y tế rà soát kho thuốc.", [("Đơn vị trực thuộc Bộ Y tế", "lead")]),
        (
            "Phòng Lao động – Thương binh và Xã hội chi tiền tàu xe.",
            [("Phòng Lao động - Thương binh và Xã hội", "lead")],
        ),
        (
            "UBND huyện, thị xã, thành phố thuộc tỉnh lập bản đồ ngập.",
            [("Ủy ban nhân dân huyện, thị xã, thành phố thuộc tỉnh", "lead")],
        ),
        ("Từng phòng, ban lập danh mục tủ hồ sơ.", [("Phòng, ban", "lead")]),
        (
            "Các trường nghề trọng điểm gồm: Trường Đại học Tây Nguyên, Trường Đại học Đà Lạt mở lớp thợ hàn.",
            [("Trường Đại học Tây Nguyên", "lead"), ("Trường Đại học Đà Lạt", "lead")],
        ),
        (
            "Các trường nghề gồm: Trường Đại học Tây Nguyên, Trường Đại học Đà Lạt và các cơ sở do tỉnh chọn thực hiện "
            "dạy nghề.",
            [
                ("Trường Đại học Tây Nguyên", "lead"),
                ("Trường Đại học Đà Lạt", "lead"),
                ("Cơ sở do tỉnh chọn", "lead"),
            ],
        ),
        (
            "Công an tỉnh phối hợp với các cơ quan, tổ chức trong hệ thống chính trị tuần tra.",
            [("Công an tỉnh", "lead"), ("Cơ quan, tổ chức trong hệ thống chính trị", "coordinate")],
        ),
        (
            "Sở Du lịch đồng chủ trì với Sở Công Thương, phối hợp với Công an tỉnh mở hội chợ.",
            [("Sở Du lịch", "lead"), ("Sở Công Thương", "lead"), ("Công an tỉnh", "coordinate")],
        ),
        # persons
        (
            "Bộ trưởng, Thủ trưởng cơ quan thuộc Chính phủ, Chủ tịch UBND các tỉnh đôn đốc giải ngân.",
            [("Bộ trưởng, Thủ trưởng cơ quan thuộc Chính phủ", "lead"), ("Chủ tịch Ủy ban nhân dân tỉnh", "lead")],
        ),
        (
            "Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ chịu trách nhiệm thi hành.",
            [("Bộ trưởng, Thủ trưởng cơ quan ngang bộ", "lead")],
        ),
        (
            "Giám đốc các Sở: Nội vụ, Tài chính bố trí biên chế.",
            [("Giám đốc Sở Nội vụ", "lead"), ("Giám đốc Sở Tài chính", "lead")],
        ),
        (
            "Đồng chí Lò Thị Mơ - Phó Chủ tịch UBND xã chỉ đạo chung.",
            [("Phó Chủ tịch Ủy ban nhân dân xã", "lead")],
        ),
        (
            "Phó Chủ tịch UBND tỉnh - Trưởng Ban Chỉ đạo chủ trì giao ban.",
            [("Phó Chủ tịch Ủy ban nhân dân tỉnh", "lead")],
        ),
        ("Vụ trưởng Vụ Pháp chế rà soát.", [("Vụ trưởng Vụ Pháp chế", "lead")]),
        # a body the lexicon does not know
        (
            "Đơn vị quản lý kinh phí chủ trì kiểm đếm vật tư.",
            [("Đơn vị quản lý kinh phí", "lead")],
        ),
        # misread letters
        ("Trường các thôn, bản phát thẻ cử tri.", [("Trưởng các thôn, bản", "lead")]),
        (
            "Đề nghị Bộ trưởng B9 Y tế và B0 Tài chính cấp thuốc.",
            [("Bộ trưởng Bộ Y tế", "request"), ("Bộ Tài chính", "request")],
        ),
        ("UBND x4 rà soát hộ nghèo.", [("Ủy ban nhân dân xã", "lead")]),
        # partners and receivers
        (
            "Sở Y tế chủ trì, cùng Sở Tài chính lập dự toán.",
            [("Sở Y tế", "lead"), ("Sở Tài chính", "coordinate")],
        ),
        (
            "Sở Y tế phối hợp, hỗ trợ Sở Nội vụ và UBND các xã có liên quan khám tuyển.",
            [("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinate"), ("Ủy ban nhân dân xã", "coordinate")],
        ),
        ("Phối hợp chặt chẽ, hiệu quả với Công an tỉnh dọn đèo.", [("Công an tỉnh", "coordinate")]),
        ("Rà soát quy chế phối hợp với Công an tỉnh.", []),
        ("Sở Y tế soạn quy chế phối hợp với Công an tỉnh.", [("Sở Y tế", "lead")]),
        (
            "Công an xã báo cáo UBND xã (qua Phòng Kinh tế) hằng tuần.",
            [("Công an xã", "lead"), ("Ủy ban nhân dân xã", "receive"), ("Phòng Kinh tế", "receive")],
        ),
        (
            "Phòng Kinh tế báo cáo nhanh UBND xã để UBND xã báo cáo Sở Tài chính.",
            [("Phòng Kinh tế", "lead"), ("Ủy ban nhân dân xã", "receive"), ("Sở Tài chính", "receive")],
        ),
        # behind a lead-in
        (
            "Trường hợp thiếu giống, Sở Nông nghiệp và Môi trường xin cấp từ kho dự trữ.",
            [],
        ),
        (
            "Trường hợp thiếu giống, Sở Nông nghiệp và Môi trường báo cáo UBND tỉnh.",
            [("Sở Nông nghiệp và Môi trường", "lead"), ("Ủy ban nhân dân tỉnh", "receive")],
        ),
        (
            "Căn cứ nhiệm vụ được Chính phủ, Bộ Y tế giao, các sở, ngành rà soát.",
            [("Sở, ngành", "lead")],
        ),
        # nobody is told
        ("Chủ tịch UBND xã có quyền xử phạt đến mười triệu đồng.", []),
        ("Hội thảo góp ý do chuyên gia chủ trì.", []),
        ("Chính phủ thống nhất đánh giá tình hình đã khá hơn.", []),
        ("Cơ quan, tổ chức, cá nhân tham gia được bảo vệ bí mật.", []),
        ("Các trường hợp vi phạm thực hiện nộp phạt tại kho bạc.", []),
        ("Các đồng chí Tỉnh ủy viên, Huyện ủy viên nhận bản in.", []),
        ("Công trình đã kiểm toán, thanh tra thực hiện xong.", []),
        ("Đơn vị chủ trì: cấp huyện cũ.", []),
    ],
)
def test_who_has_which_role(item: str, expected: Told) -> None:
    head = COMMUNE if " xã" in item and "tỉnh" not in item else PROVINCE
    assert told(extract_text(f"{head}I. TỔ CHỨC THỰC HIỆN\n1. {item}\n2. Tuyên truyền trên loa.\n")) == expected


PROVINCE = COMMUNE.replace("XÃ NAM ĐÀ", "TỈNH QUẢNG TRỊ").replace("Nam Đà,", "Quảng Trị,")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "I. TỔ CHỨC\n1. Đề nghị:\na) Ủy ban MTTQ Việt Nam xã vận động hội viên.\nb) Hội Nông dân xã góp công.\n",
            [
                ("I.1.a", "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "request"),
                ("I.1.b", "Hội Nông dân xã", "request"),
            ],
            id="a bare Đề nghị asks all below",
        ),
        pytest.param(
            "I. TỔ CHỨC\n1. Đề nghị Hội Nông dân xã:\na) Góp công.\nb) Góp đất.\n",
            [("I.1.a", "Hội Nông dân xã", "request"), ("I.1.b", "Hội Nông dân xã", "request")],
            id="who is asked in a heading is asked in each letter",
        ),
        pytest.param(
            "I. TỔ CHỨC\n1. Phòng Kinh tế có trách nhiệm:\na) Lập dự toán.\nb) Chấm công.\n",
            [("I.1.a", "Phòng Kinh tế", "lead"), ("I.1.b", "Phòng Kinh tế", "lead")],
            id="có trách nhiệm: is a heading",
        ),
        pytest.param(
            "I. TỔ CHỨC\n1. Phòng Kinh tế chủ trì, phối hợp với các đơn vị liên quan:\na) Lập dự toán.\n",
            [
                ("I.1", "Đơn vị liên quan", "coordinate"),
                ("I.1.a", "Phòng Kinh tế", "lead"),
            ],
            id="whom with whom, and then the tasks",
        ),
        pytest.param(
            "I. TỔ CHỨC\n1. UBND các thôn theo chức năng được giao tập trung lãnh đạo, chỉ đạo, thực hiện:\n"
            "a) Dọn kênh.\nb) Công an xã gác cổng.\n",
            [("I.1.a", "Ủy ban nhân dân thôn", "lead"), ("I.1.b", "Công an xã", "lead")],
            id="a heading that only says that there are tasks; a letter with its own subject",
        ),
        pytest.param(
            "I. TÌNH HÌNH\nChợ phiên đã đông hơn.\n1. Công an xã đã gác chợ.\n2. Chợ đủ nước.\n"
            "1. Công an xã gác chợ.\n2. Trạm Y tế xã trực cấp cứu.\n",
            [("I.1", "Công an xã", "lead"), ("I.2", "Trạm Y tế xã", "lead")],
            id="numbers that begin again stand under a heading that is lost, not under the past",
        ),
        pytest.param(
            "I. TỔ CHỨC\n1. Phòng Kinh tế mở lại chợ phiên, chú trọng:\na) Bán nông sản.\n",
            [("I.1", "Phòng Kinh tế", "lead")],
            id="a task that is spelled out in letters is one task",
        ),
        pytest.param(
            "I. TỔ CHỨC\n1. Đối với Phòng Kinh tế:\n- Lập dự toán.\n",
            [("I.1", "Phòng Kinh tế", "lead")],
            id="Đối với X: tells X",
        ),
        pytest.param(
            "I. KHEN THƯỞNG\n1. Đối với Phòng Kinh tế:\n- Công an xã giữ trật tự.\n",
            [],
            id="Đối với X: under awards does not",
        ),
        pytest.param(
            "I. KẾT QUẢ NĂM 2025\n1. Phòng Kinh tế tổ chức hai lớp học.\n",
            [],
            id="what was done assigns nothing",
        ),
        pytest.param(
            "I. THÀNH PHẦN\n1. Phòng Kinh tế;\n2. Công an xã;\n3. Trạm Y tế xã.\n",
            [],
            id="a list of names assigns nothing",
        ),
    ],
)
def test_headings_that_govern_what_stands_below(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert at(extract_text(COMMUNE + body)) == expected


def test_articles_tell_agencies() -> None:
    plan = extract_text(
        MINISTRY + "Điều 1. Trách nhiệm của Cục Phòng bệnh\n1. Chủ trì, phối hợp với Cục Quản lý Dược lấy mẫu nước.\n"
        "2. Công bố kết quả.\nĐiều 2. Các ông, bà: Chánh Văn phòng Bộ, Thủ trưởng các đơn vị thuộc Bộ chịu trách nhiệm "
        "thi hành Quyết định này.\n"
    )
    assert at(plan) == [
        ("Điều 1.1", "Cục Phòng bệnh", "lead"),
        ("Điều 1.1", "Cục Quản lý Dược", "coordinate"),
        ("Điều 1.2", "Cục Phòng bệnh", "lead"),
        ("Điều 2", "Chánh Văn phòng Bộ", "lead"),
        ("Điều 2", "Thủ trưởng các đơn vị thuộc Bộ", "lead"),
    ]


def test_what_only_the_verb_tells_is_less_sure() -> None:
    rows = extract_text(
        COMMUNE + "I. TỔ CHỨC\n1. Đơn vị quản lý kinh phí chủ trì kiểm đếm.\n"
        "2. Phòng Văn hóa - Xã hội xã chủ trì kiểm đếm.\n"
    ).responsibilities
    assert rows[0].confidence < rows[1].confidence


@pytest.mark.parametrize(
    "misread",
    [
        "Phòng Kinh tê chủ trì, phối hợp vói Phòng Văn hoa - Xã hội báo cáo UBND xã.",
        "Phòng Kinh tế chủ tri, phôi hợp với Phòng Văn hóa - Xã hôi báo cáo UBND xã.",
        "Phong Kinh tế chủ trì, phối hơp với Phòng Văn hóa - Xã hội bao cáo UBND xã.",
    ],
)
def test_three_wrong_marks_change_nothing(misread: str) -> None:
    assert told(extract_text(f"{COMMUNE}I. TỔ CHỨC\n1. {misread}\n2. Tuyên truyền.\n")) == [
        ("Phòng Kinh tế", "lead"),
        ("Phòng Văn hóa - Xã hội", "coordinate"),
        ("Ủy ban nhân dân xã", "receive"),
    ]


def test_whoever_acts_together_with_the_subject_coordinates() -> None:
    plan = extract_text("V. TỔ CHỨC\n1. Hạt Kiểm lâm cùng Công an xã tuần tra rừng.\n")
    assert [(row.agency, row.role) for row in plan.responsibilities] == [
        ("Hạt Kiểm lâm", "lead"),
        ("Công an xã", "coordinate"),
    ]


@pytest.mark.parametrize(
    ("lead_in", "agencies"),
    [
        (
            "Để giữ chợ sạch, các Sở, ngành, UBND cấp xã theo chức năng, nhiệm vụ, thẩm quyền quy định triển khai thực "
            "hiện những nội dung sau:",
            ["Sở, ngành", "Ủy ban nhân dân xã"],
        ),
        (
            "Giám đốc Sở Công Thương trực tiếp chỉ đạo các phòng, đơn vị của Sở:",
            ["Giám đốc Sở Công Thương"],
        ),
    ],
)
def test_whoever_a_lead_in_tells_leads_in_each_lettered_item(lead_in: str, agencies: list[str]) -> None:
    rows = extract_text(f"KẾ HOẠCH\nDọn chợ\nI. NHIỆM VỤ\n1. {lead_in}\na) Rà soát chợ tạm.\nb) Kẻ lại vạch.\n")
    told = [(row.section, row.agency) for row in rows.responsibilities if row.role == "lead"]
    assert told == [(section, agency) for section in ("I.1.a", "I.1.b") for agency in agencies]


@pytest.mark.parametrize(
    ("subject", "agencies"),
    [
        ("Các Sở, ngành, UBND cấp xã", ["Sở, ngành", "Ủy ban nhân dân xã"]),
        ("Các sở, ban, ngành, UBND huyện, thành phố", ["Sở, ban, ngành", "Ủy ban nhân dân huyện, thành phố"]),
        (
            "Các phòng, ban, Hội Nông dân, Hội Phụ nữ huyện",
            ["Phòng, ban huyện", "Hội Nông dân huyện", "Hội Liên hiệp Phụ nữ huyện"],
        ),
    ],
)
def test_departments_are_of_no_commune(subject: str, agencies: list[str]) -> None:
    rows = extract_text(f"KẾ HOẠCH\nDọn chợ\nI. NHIỆM VỤ\n1. {subject} rà soát các chợ tạm.\n").responsibilities
    assert [row.agency for row in rows] == agencies
