"""The network's official papers (báo cáo), always as drafts, in the layout of QĐ 933/QĐ-TLĐ and NĐ 30/2020/NĐ-CP."""
