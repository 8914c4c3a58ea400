"""Syllables of Chinese and Vietnamese names, as they are written in England.

In small letters and without accents: Mandarin in pinyin, Cantonese, and Vietnamese.
"""

from __future__ import annotations

from qualcode.text.names_lists import listed

SYLLABLES: frozenset[str] = listed("""
ai an anh ba bai bao bi bich bin bing binh bo cam cao chan chang chao chau chen cheng cheong
cheung chi chia chiang chien chiu cho choi chong chou chow chu chun chung cong cui cuong da dai
dan dang dao dat deng di diem diep dinh do doan dong du duc dung duong duy fai fan fang fei fen
feng fong fu fung gao ge giang guang gui guo ha hai han hang hanh hao hau he heng hien hieu hing
ho hoa hoai hoan hoang hoi hong hsu hu hua huan huang hue hui hung huo huong huu huy huyen huynh
ji jia jian jiang jiao jie jin jing ju juan jun ka kai kam kan kang kar kei keung kha khai khanh
khoa kiet kim kin kit kiu ko kong kuan kui kuo kwan kwok kwong lai lam lan lang lau le lei len
leung li lian liang lien lim lin ling linh liu lo loan loc lok long lu luan luc luen luk luo luong
luu ly ma mai mak man mang mao mei meng mi miao min ming minh mo mok mui my nam nan nga ngai ngan
nghi nghia ngo ngoc nguyen nguyet nhan nhat nhi nhu nhung ni nian ning oanh on pan pang pei peng
phan phat phi phong phu phuc phung phuoc phuong pik pin ping po pui qi qian qiang qiao qin qing
qiu quan quang qui quoc quy quyen quynh ran ren rong ru rui san sang sau shan shao shen sheng shi
shing shu shuang shui shun si sin sing siu son su suet suk sum sun sung sze ta tai tak tam tan
tang tao tat thai tham than thang thanh thao thi thien thinh thoa thom thu thuan thuc thuong thuy
ti tian tien tin ting tinh to toan tong tran trang tri trieu trinh trong truc trung truong tsang
tse tsui tsz tu tuan tung tuoi tuong tuyen tuyet tze uyen van vi vien viet vinh vo vu vuong vy wa
wah wai wan wang wei wen wing wo wong woo wu xi xia xian xiang xiao xie xin xing xiu xu xuan xue
xun ya yan yang yao yat yau ye yee yen yeung yi yim yin ying yip yiu yong yu yuan yue yuen yuet
yuk yun yung ze zhan zhang zhao zhen zheng zhi zhong zhou zhu zi zong na co nu ca ga
""")
